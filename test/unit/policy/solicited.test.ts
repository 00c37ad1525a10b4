import { describe, expect, it } from 'vitest';
import type { ContextEntry } from '../../../src/domain/message.js';
import { deriveSolicited } from '../../../src/policy/solicited.js';

const said = (authorId: string | undefined, text: string): ContextEntry =>
  authorId === undefined ? { text } : { authorId, text };

const ASKED = [
  'Does anyone know a good freelancer for Shopify themes?',
  'anyone know a decent copywriter??',
  'Does anybody here know of an agency that does retention stuff',
  'do you know someone who could set this up for us?',
  'Does anyone know how to sync catalog feeds?',
  'Any recommendations for an SMS tool?',
  'any recs for a good email designer in the UK',
  'agency recommendations?',
  'Looking for recommendations on a loyalty app, anything that plays nice with our stack',
  'Can anyone recommend a deliverability consultant?',
  'could someone pls help with my welcome flow, its a mess',
  'Can someone help with segments? totally stuck',
  'Hi all! I was wondering if anyone could help me set up DKIM',
  'can you help us migrate 40k contacts?',
  'Who do you guys use for popups?',
  'who would you recommend for a rebrand?',
  'who does your email design? looks amazing',
  'What agency do you recommend?',
  "We're looking for a freelance designer for about 10 hrs/week.",
  "I'm looking for someone who can build custom flows",
  'Looking to hire a CRM developer, remote ok',
  'ISO a part time copywriter',
  'We need an email specialist asap',
  'i need help',
  'need help with my abandoned cart flow pls',
  "I could really use a hand here, we're launching tomorrow",
  "I'd love some feedback on our newsletter",
  'Any help would be appreciated 🙏',
  'recommendations welcome!',
  'know anyone who tunes pianos?',
  'anyone around Leeds who fixes boilers?',
  'does anybody give sewing lessons? online is fine',
  'can you cater for 40 on a Sunday?',
  'we move in March, please send us an offer for two floors',
  'The board said yes. Send me what you would propose.',
  'could we try yours first?',
  "I'd like to sign up",
  'Saturday thread: show what you made, links welcome!',
  "We're hiring a lifecycle marketer, remote in Europe",
  'My team is looking for an agency for Q4.',
  'our client needs a Shopify developer next month',
  "I'm looking for a new role in retention marketing",
  'DM me',
  'dm me your rates please',
  'Feel free to message me!',
  'pls pm me',
  'You can email me at @user',
  'I have budget for this, so hit me up',
  "Please don't hesitate to reach out",
  'dont be shy, dm me',
  'my DMs are open',
  'Send me your portfolio',
  'could you share your pricing?',
  'Sounds good, send me a quote and some case studies',
  'ok send it over',
  'Would you mind sharing your rates?',
  'Tell me more!',
  "that's cool, I'd love to hear more about it",
  "I'm interested in your offer",
  'Interested, please send more info',
  'What do you charge?',
  'what would you charge for 5 flows',
  "What's your hourly rate?",
  'How much do you charge for a full audit?',
  'how much would it cost?',
  'Do you offer migrations as well?',
  'are you taking on new clients atm?',
  'Can we book a call this week?',
  "let's hop on a call",
  'Has anyone worked with a good deliverability agency?',
  'is there anyone who can help with HTML templates?',
  'Cant anyone help me??',
  'Not sure if anyone can help, but our open rates tanked',
  'If anyone knows a good photographer let me know',
  'where can I find a good freelancer?',
  'Does anyone know a freelancer? Please don’t DM me, answer here.',
  'Can anyone recommend an agency? No DMs please',
  'nvm my last question. But can anyone recommend a popup tool?',
  'please help me, the import keeps failing',
  'anyone have a recommendation for a review app?',
  'Do you guys know any good Liquid devs?',
  'Support said no, any tips?',
  'my import does not work can someone help',
  'the form is not loading, any tips?',
  'it isnt syncing could u help us again',
  'who here does deliverability audits',
  "who's good with figma in here",
  'which of you sells label printers?',
  'Does anyone here do freelance illustration on the side?',
  "my designer ghosted me the week before launch. who's got capacity?",
  'anyone got a minute to look at my flow? it keeps sending twice',
  'Would somebody mind proofreading a short email for me?',
  'mind taking a look at our signup page?',
  'roast my landing page please',
  "I'd pay good money for somebody to fix my DMARC",
  'need 3 icons by friday, paid',
  'Quotes wanted: 20 product photos, white background',
  'Please quote for 2 landing pages.',
  'Kindly revert with your best quotation for 5000 boxes',
  'pls recommend me tool for warm up domain',
  'Hello together, I search a freelancer for our newsletter',
  'does somebody of you know a good lawyer for trademarks',
  'any1 hiring?',
  'saw your post in the jobs channel, is the support lead role still open?',
  "I'm looking for an accountability buddy",
  'Best popup app right now?',
  'mailchimp doubled our bill. alternatives?',
  'what is everyone using for reviews',
  'Where would one find a bookkeeper who understands VAT?',
  'where did you get your boxes made??',
  'calling all klaviyo experts',
  'vendors welcome: what would you do with our setup?',
  'does anyone have a promo code for the summit?',
  'ballpark cost for a welcome flow?',
  "what'd you want for fixing my dkim?",
  'you sell a back-in-stock thing? how much is it',
  'can you do it by friday and for how much',
  "curious what you'd charge for a one-off",
  'do u still do haircuts',
  'hey is your studio taking new clients?',
  "what's your newsletter called btw?",
  "we'd like to hire you for the holiday season",
  'sign me up!',
  'what is the best way to reach you',
  'can i have your number, easier on whatsapp',
];

const NOT_ASKED = [
  "Please don't DM me",
  'pls dont dm me with offers',
  "Don't DM, email or message me.",
  'no DMs please',
  'Stop messaging me',
  'never contact me again',
  'no thanks, not interested',
  "I'm not looking for an agency",
  "we're not currently hiring",
  "I don't need help, thanks",
  "We don't need any tools",
  'Someone DMed me about this yesterday',
  'people keep messaging me with offers',
  'He asked if anyone could recommend a tool',
  'why did you email me?',
  'if you DM me again I will report you',
  'Happy to help!',
  'Can I help you with anything?',
  'Let me know if you need help',
  'We help brands grow. DM me for a free audit!',
  'Need help with your flows? We can fix them for you.',
  'Looking for an agency? We have 3 spots left.',
  'Anyone need a freelancer?',
  'Are you looking for a designer?',
  "DM me if you're interested",
  'Message me for 20% off your first order',
  'To book a demo, email us today',
  'Want to learn more? Visit our site',
  'What is your open rate?',
  'how do I exclude a segment from a campaign?',
  'Does anyone know if the API is down?',
  'does anyone know when the update ships?',
  'Thanks for your help!',
  'thanks for the recommendations everyone',
  'I recommend splitting the flow by engagement',
  'The docs recommend 30 days',
  'good morning all',
  'Our click rate dropped 20% last week, weird',
  'I was looking for a developer but found one',
  'We found a great agency, thanks all',
  'All set, thanks!',
  'the position has been filled',
  'nobody can help with that, sadly',
  '> does anyone know a freelancer?\nthis gets asked every week lol',
  'Did you know an email has five seconds to win a reader?',
  'i dont have any recommendations sorry',
  'no more help needed, you answered it all',
  'nobody can help me with this one I guess',
  'Tired of low open rates? DM me',
  'Lost money to a broker? Reach out.',
  'We do not currently need any tools',
  'I can not really recommend anyone',
  'you can use tags for that',
  'we sell candles and soap mostly',
  'She said she got a quote from them already',
  'the text message me and my wife got was weird',
  '',
  '```can anyone recommend a tool?```',
  '```\nlet s = `hi`;\n// can anyone recommend a tool?\n```',
  'who broke staging',
  "who's going to the meetup on thursday?",
  'who can approve the budget?',
  'Who wants to double their revenue? DM me.',
  'Struggling with churn? Let’s talk.',
  'anybody looking for a copywriter? I am free from monday',
  'Selling two laptops, PM me',
  'I know somebody who does embroidery, want the contact?',
  'Do we have a designer on this project?',
  'our developer is on holiday until the 14th',
  'the budget is approved',
  'they paid us late again',
  'any blockers on your team?',
  'what is your favourite emoji',
  'best practice is one cta',
  'looking for feedback loops in the churn data',
  'your link in the footer is broken fyi',
  "I'd rather you didn't, we already have someone",
  'went with Lena in the end, thanks',
  'tell me about it...',
  'link?',
  'yes please',
  'how does that work',
  'know anyone who uses vim on Windows?',
  'anyone in Leeds who has rain too?',
  'we all know someone who always complains, right?',
  'my cousin knows someone who sells cars, is that ok?',
  'does anyone give CSS classes a prefix?',
  'the links are fine but the images 404',
  'no affiliate links welcome',
  'locked out, how do I get in?',
  'the plumber will send us a quote tomorrow',
  "I'd like to sign up but the form is broken",
  'can you cater for null ids?',
  'could you cater for accessibility too?',
  'I know someone who builds boats',
  'did you see what they sent us? how did they get in',
];

describe('deriveSolicited', () => {
  it.each(ASKED)('another author asked: %s', (text) => {
    expect(deriveSolicited([said('ann', text)], 'bob')).toBe(true);
  });

  it.each(NOT_ASKED)('nobody asked: %s', (text) => {
    expect(deriveSolicited([said('ann', text)], 'bob')).toBe(false);
  });

  it('is unknown without context and with an empty one', () => {
    expect(deriveSolicited(undefined, 'bob')).toBeUndefined();
    expect(deriveSolicited([], 'bob')).toBeUndefined();
  });

  it("does not count the author's own question", () => {
    expect(
      deriveSolicited(
        [said('bob', 'Anyone looking for help? DM me'), said('bob', 'Send me your rates')],
        'bob',
      ),
    ).toBe(false);
  });

  it('takes an author without id for another person', () => {
    const question = 'Can anyone recommend a freelancer?';
    expect(deriveSolicited([said(undefined, question)], 'bob')).toBe(true);
    expect(deriveSolicited([said('ann', question)], undefined)).toBe(true);
    expect(deriveSolicited([said(undefined, question)], undefined)).toBe(true);
  });

  const QUESTION = 'Can anyone recommend a freelancer?';
  it.each<[string, boolean, ContextEntry[]]>([
    [
      'a request stands while others talk',
      true,
      [said('ann', QUESTION), said('cid', 'good question'), said('bob', 'hm')],
    ],
    [
      'a request that its author takes back is over',
      false,
      [said('ann', QUESTION), said('ann', 'nvm, found someone!')],
    ],
    ['nobody else can take it back', true, [said('ann', QUESTION), said('cid', 'not interested')]],
    [
      'one request taken back leaves the other',
      true,
      [said('ann', QUESTION), said('cid', QUESTION), said('ann', 'all set')],
    ],
    ['asking again opens it again', true, [said('ann', QUESTION), said('ann', 'nvm'), said('ann', QUESTION)]],
    [
      'a later refusal ends it',
      false,
      [said('ann', 'how much do you charge?'), said('ann', "please don't message me")],
    ],
    [
      'a refusal that asks for answers here does not',
      true,
      [said('ann', QUESTION), said('ann', "don't DM me, reply in thread")],
    ],
    [
      'leave that was asked for and given',
      true,
      [said('bob', 'Mind if I DM you about it?'), said('ann', 'Sure, go ahead')],
    ],
    ['leave with a limit', true, [said('bob', 'Can I DM you?'), said('ann', 'Sure. No emails please')]],
    [
      'leave that was refused',
      false,
      [said('bob', 'Can I send you some details?'), said('ann', 'No thanks')],
    ],
    ['a yes to something else', false, [said('bob', 'Is it still snowing there?'), said('ann', 'Yes')]],
    ['leave that somebody else was given', false, [said('cid', 'Can I DM you?'), said('ann', 'yes')]],
    ['a yes that the author gave', false, [said('ann', 'can I DM you?'), said('bob', 'yes')]],
    [
      'a yes with a no behind it',
      false,
      [said('bob', 'should I send my deck?'), said('ann', "please don't")],
    ],
    [
      'an offer taken up',
      true,
      [said('bob', 'I can send you some samples'), said('ann', "that'd be lovely")],
    ],
    ['leave put off', false, [said('bob', 'can I DM you?'), said('ann', 'maybe next year')]],
    ['a request for next year stands', true, [said('ann', `${QUESTION} It is for next year`)]],
    ['a no to something else', true, [said('ann', QUESTION), said('cid', 'tried Acme?'), said('ann', 'no')]],
    ['a request that was settled', false, [said('ann', QUESTION), said('ann', 'update: sorted!')]],
  ])('%s', (_name, expected, context) => {
    expect(deriveSolicited(context, 'bob')).toBe(expected);
  });

  it.each([
    'link?',
    'yes please',
    'go on...',
    'ooh gimme',
    'count me in',
    'how does that work',
    'what is it exactly?',
    'whats it cost',
    'does it do shoes?',
    'do you also do smaller shops',
    'minimum order?',
    'you free in march?',
    'could you do one for us',
    'where can i get it',
    'how do I sign up',
    "we'd take one of those",
    'that is exactly what we need',
  ])('interest in what the author had mentioned: %s', (text) => {
    expect(
      deriveSolicited([said('bob', 'we build these, in a small studio'), said('ann', text)], 'bob'),
    ).toBe(true);
  });

  it.each([
    'cool idea',
    'same here',
    'how did you two meet',
    'where did you learn it',
    'my mum did that too',
    'we already have someone for that',
    'good luck with the launch',
    "please stop, this isn't the place",
  ])('no interest in it: %s', (text) => {
    expect(
      deriveSolicited([said('bob', 'we build these, in a small studio'), said('ann', text)], 'bob'),
    ).toBe(false);
  });

  it('lets a mention stand for a few messages, and counts only those of the author', () => {
    const mention = said('bob', 'I run a small studio for this');
    const talk = said('cid', 'lovely weather');
    expect(deriveSolicited([mention, talk, talk, said('ann', 'link?')], 'bob')).toBe(true);
    expect(deriveSolicited([mention, talk, talk, talk, said('ann', 'link?')], 'bob')).toBe(false);
    expect(deriveSolicited([said('cid', 'I run a small studio'), said('ann', 'link?')], 'bob')).toBe(false);
  });

  it('stays fast on the longest context and on texts made to slow it down', () => {
    const length = 20_480;
    const fill = (part: string): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
    const parts = [
      'dont can you help ',
      'any one ',
      '( ',
      '\n',
      '> ',
      'a',
      'ѕA.',
      '`',
      '<',
      "a'",
      'looking for a ',
      'please ',
      'or email ',
    ];
    for (const part of [
      ...parts,
      'dont email or ',
      'no ',
      ', ',
      'i really really ',
      'send me some ',
      'if you you ',
      'can you a b ',
      'your a b c ',
      'who here anyone ',
      'ok , nice , ',
      'how much a it ',
    ]) {
      const begun = performance.now();
      deriveSolicited([said('bob', 'I build these'), said('ann', fill(part))], 'bob');
      // Quadratic work on such a text takes seconds; linear work a few milliseconds.
      expect(performance.now() - begun, JSON.stringify(part)).toBeLessThan(500);
    }
  });

  it('goes back 400 sentences, over all messages', () => {
    const talk = (sentences: number) => said('eve', 'Nice. '.repeat(sentences).trim());
    const request = said('ann', 'Does anyone know a good freelancer for Shopify themes?');
    expect(deriveSolicited([request, talk(200), talk(199)], 'bob')).toBe(true);
    expect(deriveSolicited([request, talk(200), talk(200)], 'bob')).toBe(false);
    expect(deriveSolicited([said('ann', `${request.text} ${'Nice. '.repeat(400)}`)], 'bob')).toBe(false);
    expect(deriveSolicited([said('ann', `${'Nice. '.repeat(500)} ${request.text}`)], 'bob')).toBe(true);
  });
});
