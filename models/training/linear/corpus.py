"""Sentences written for this project (Apache-2.0): what ordinary work chat says and the collections do not.

Templates and fillers give a few thousand short rows in the row format of ../DATA.md. The labels are the
author's, by the definitions in ../DATA.md. No sentence is taken from, or shaped after, an evaluation set.
"""

import itertools
import random

CLEAN = {
    "toxicity": 0,
    "insult": 0,
    "identity_attack": 0,
    "threat": 0,
    "sexual_harassment": 0,
    "obscene": 0,
    "spam": 0,
    "promo": 0,
    "distress": 0,
}

PEOPLE = [
    "gay", "lesbian", "bisexual", "trans", "queer", "straight", "Muslim", "Jewish", "Christian", "Hindu", "Buddhist",
    "Catholic", "atheist", "Sikh", "Black", "white", "Asian", "Latino", "Mexican", "Chinese", "Indian", "African",
    "Arab", "Pakistani", "Polish", "Nigerian", "immigrant", "refugee", "disabled", "deaf", "blind", "autistic",
    "older", "young", "female", "male", "nonbinary", "LGBTQ", "Native American", "African American", "Turkish",
]
ROLES = ["colleague", "manager", "customer", "designer", "engineer", "teammate", "founder", "neighbour"]
TOOLS = ["the flow", "the welcome series", "the segment", "the campaign", "the pop-up", "the sign-up form",
         "the template", "the webhook", "the integration", "the dashboard", "the A/B test", "the product feed"]
PROCESSES = ["the process", "the job", "the server", "the worker", "the script", "the daemon", "the container",
             "that query", "the stuck import", "the old branch"]

WORK = {
    "IDENTITY": [
        "Our new {role} is {people} and joined from the Berlin office.",
        "We want the photos in the newsletter to include {people} customers too.",
        "Has anyone run a campaign for {people} Heritage Month?",
        "She wrote a lovely piece about growing up {people}.",
        "My {role} is {people} and pointed out that the holiday sale clashes with a religious day.",
        "The survey asked whether people identify as {people}; how would you word that?",
        "A {people} {role} of mine recommended this agency.",
        "How do we make the site easier to use for {people} shoppers?",
        "As a {people} founder I found the onboarding really welcoming.",
        "There is a meetup for {people} people in e-commerce on Thursday.",
        "He is {people}, she is not, and both of them got the promotion.",
        "Our biggest segment this year was {people} women between 25 and 40.",
        "Thanks to the {people} community for the warm welcome!",
        "My {people} grandmother taught me this recipe and it is now our best seller.",
    ],
    "TOOL": [
        "Can you kill {tool} before it goes out to everybody?",
        "I had to shoot {tool} down, the numbers were terrible.",
        "{tool} is dead in the water until the API is back.",
        "How aggressive should the sending be for {tool}?",
        "Please check {tool}, half of my emails land in the spam folder.",
        "{tool} is driving me crazy today, any ideas?",
        "We are getting hammered with sign-ups since {tool} went live.",
        "Does {tool} suppress people who unsubscribed or bounced?",
        "I am dying to see how {tool} performs on Black Friday.",
        "Ugh, {tool} is broken again and I cannot figure out why.",
        "What open rate do you see for {tool}? Ours is stuck at 18%.",
        "Is it me or is {tool} painfully slow this morning?",
        "I would kill for a proper preview in {tool}.",
        "Sorry, I messed up {tool}, fixing it now.",
        "Quick one: does {tool} honour the quiet hours setting?",
        "{tool} keeps sending the abandoned cart email twice.",
        "We blasted the whole list by accident with {tool}, how do we apologise?",
        "Could somebody share how they set up {tool} with Shopify?",
    ],
    "PROCESS": [
        "Just kill {process} and start it again.",
        "{process} hangs forever, so I killed it with -9.",
        "Who owns {process}? It died last night.",
        "Execute {process} on the staging machine first.",
        "If you abort {process} the children are orphaned.",
        "The master waits for the slave while {process} dumps the database.",
        "Nuke {process} and rebuild from scratch.",
        "{process} is eating all the memory, shall I terminate it?",
    ],
    "SELF": [
        "Never mind, I'm an idiot, it was a typo.",
        "Sorry, I was being stupid, the filter was on.",
        "Oh that was dumb of me, fixed.",
        "I feel silly, I forgot to press save.",
        "My bad, stupid mistake on my side.",
        "I'm such a klutz, sent it to the wrong list.",
        "This may be a stupid question, but where do I find the API key?",
        "Dumb question: is there a limit on segments?",
        "Scratch that, I'm blind, the button is right there.",
        "Haha I'm a moron, it was unplugged.",
        "What a stupid bug, it took me three hours.",
        "This error message is garbage, it tells you nothing.",
        "That report was crazy useful, thank you.",
        "You killed it in that webinar, congratulations!",
        "That subject line is insane, 62% opens!",
        "Sick results, what was the offer?",
        "You guys are badass, thanks for the quick fix.",
        "Hit me up if you want to compare notes on deliverability.",
        "I hate this editor, it eats my formatting every time.",
        "We got slaughtered by the competition in Q3.",
        "He is a beast at SQL, ask him.",
        "Shoot me an email when you are done and I will take a look.",
        "Let's attack this from another side tomorrow.",
        "The deadline is killing us but we will make it.",
        "Bomb out the cache and reload.",
        "I'm dead, that meme is too good.",
        "Ping me when you want to grab lunch.",
        "Your talk was great, I learned a lot.",
        "You look great in the new team photo!",
        "Happy to jump on a call if that helps.",
        "Are you free on Tuesday for a quick sync?",
        "Can I message you directly about the invoice?",
        "The client threatened to leave if we miss the date again.",
        "We ship 100% of orders within 24 hours.",
        "Our discount code field is broken at checkout, does anybody else see that?",
        "The free plan stops at 250 contacts.",
        "You win some, you lose some.",
        "Which agency do you use for paid ads?",
        "Can anyone recommend a freelancer for email design?",
        "I'm exhausted after the sale, taking Friday off.",
        "Feeling a bit down about these numbers, but we will bounce back.",
        "The launch stress is real this week.",
        "Don't beat yourself up over it, it happens to everybody.",
    ],
}

NICHES = ["Klaviyo", "email", "Shopify", "SMS", "paid ads", "SEO", "lead generation", "landing page"]
OFFER = [
    "We help brands scale with {niche}, DM me for a free audit!",
    "I run a {niche} agency and have two slots open this month, message me for a quote.",
    "Need help with {niche}? My team has 8 years of experience, book a call here: https://calendly.com/",
    "Hi everyone! I'm a {niche} expert offering 30% off my services to members of this group.",
    "Looking for new clients: {niche} setup from $299, portfolio on request.",
    "Check out our new {niche} tool, use code LAUNCH20 for 20% off the first month.",
    "Would you be open to a quick call about how we can grow your revenue with {niche}?",
    "I noticed your store and think our {niche} service would be a great fit, interested?",
    "Join my free {niche} webinar on Thursday, link in bio.",
    "Hey, saw that you are in the group. We do {niche} for brands like yours, got 15 minutes this week?",
    "Just launched my {niche} course, early bird price ends tonight!",
    "I offer done-for-you {niche}, guaranteed results or your money back.",
    "Freelance {niche} specialist here, available immediately, rates in DM.",
    "If anyone is looking for {niche} services, feel free to reach out to me.",
    "Our {niche} platform increases sales by 40%, sign up for a free trial today.",
    "We are hiring {niche} people, remote, competitive pay, send me your CV.",
]
ADVANCES = [
    "You're so hot, send me a pic?", "I can't stop thinking about your body.", "Wanna come over tonight and have some fun, just us?",
    "What are you wearing right now?", "Send nudes.", "Do you want to have sex with me?", "You looked so sexy on the call today.",
    "I'd love to get you into my bed.", "Are you single? I want to kiss you so badly.", "Show me your boobs.",
    "Nice legs, you should wear short skirts to the office more often.", "Let's skip the meeting and go to my hotel room, babe.",
    "I dream about touching you.", "Come on, just one date, I know that you want me.", "You have a great ass.",
    "I bet you are wild in bed.", "Sit on my lap, sweetie.", "Can I see more pictures of you, without clothes?",
    "I keep looking at your profile picture, you turn me on.", "Sleep with me and I'll sort out your promotion.",
    "Hey gorgeous, give me your private number, I want to see you alone.", "I want to taste you.",
    "Are you a good kisser?", "You make me so horny.",
]
THREATS = [
    "I know where you live.", "I will find you and hurt you.", "You are going to pay for this, watch your back.",
    "Say that again and I'll break your jaw.", "I'll make sure that you never work in this industry again.",
    "One more word and I come to your office with a bat.", "You better sleep with one eye open.",
    "I'm going to kill you.", "I will burn your shop down.", "Next time I see you I will beat you up.",
    "You won't live to see the end of the week.", "I have your address, see you soon.",
    "Someone should put a bullet in your head.", "I'll destroy you and your family.",
    "Keep talking and see what happens to you.", "I followed you home yesterday, nice house.",
    "I will leak your pictures if you don't answer me.", "You will regret this, I promise you that.",
    "Shut up or I'll shut you up.", "I will strangle you.",
]
INSULTS = [
    "You are an idiot.", "You're completely useless.", "What a moron you are.", "Nobody here likes you, loser.",
    "Are you really that stupid?", "You clown, learn to read.", "Shut up, you have no idea what you are talking about.",
    "You are the dumbest person in this channel.", "Pathetic work, as always from you.", "You people are brain dead.",
    "Go away, nobody asked you, dumbass.", "Your brain is the size of a pea.", "You are a disgrace to this team.",
    "What an incompetent fool.", "Are you retarded?", "You're a lying piece of trash.", "Get lost, creep.",
    "You couldn't market water in a desert, you halfwit.", "Ignore him, he is a worthless hack.",
    "Only an imbecile would send that campaign.",
]
CRISIS = [
    "I don't want to live anymore.", "I keep thinking about ending it all.", "I feel so worthless, nobody would miss me.",
    "I want to kill myself.", "I can't go on, everything hurts and I am alone.", "I have been cutting myself again.",
    "I took all the pills.", "There is no way out for me, goodbye everyone.", "I think I need help, I might hurt myself tonight.",
    "My partner beats me and I am afraid to go home.", "I haven't eaten for days and I just want to disappear.",
    "Life has no point, I wish I was dead.", "I'm having a panic attack and can't stop crying.",
    "I feel completely hopeless and can't take it any more.",
]


def rows(seed):
    """Rows of the corpus, in a fixed order."""
    choose = random.Random(seed)
    made = []

    def add(text, labels):
        made.append({"text": text[0].upper() + text[1:], "source": "written", "labels": labels})

    for template, people in itertools.product(WORK["IDENTITY"], PEOPLE):
        add(template.format(people=people, role=choose.choice(ROLES)), CLEAN)
    for template, tool in itertools.product(WORK["TOOL"], TOOLS):
        add(template.format(tool=tool), CLEAN)
    for template, process in itertools.product(WORK["PROCESS"], PROCESSES):
        add(template.format(process=process), CLEAN)
    for sentence in WORK["SELF"]:
        for variant in variants(sentence):
            add(variant, CLEAN)
    for template, niche in itertools.product(OFFER, NICHES):
        offer = {**CLEAN, "promo": 1}
        del offer["spam"]
        add(template.format(niche=niche), offer)
    for sentences, labels in [
        (ADVANCES, {"toxicity": 1, "sexual_harassment": 1}),
        (THREATS, {"toxicity": 1, "threat": 1}),
        (INSULTS, {"toxicity": 1, "insult": 1, "threat": 0, "sexual_harassment": 0}),
        (CRISIS, {"toxicity": 0, "distress": 1, "spam": 0, "promo": 0}),
    ]:
        for sentence in sentences:
            for variant in variants(sentence):
                add(variant, {**labels, "spam": 0, "promo": 0})
    return made


def variants(sentence):
    """The sentence as people type it: as written, in lower case, without its full stop."""
    return dict.fromkeys([sentence, sentence.lower(), sentence.rstrip("."), sentence.lower().rstrip(".").replace("'", "")])
