"""Changes to training texts that leave their labels true."""

import re

# Terms of one kind stand for each other: what is said about one group is as fit or unfit to say of another.
KINDS = [
    ["muslim", "jewish", "christian", "hindu", "buddhist", "catholic", "sikh", "protestant", "mormon", "atheist"],
    ["muslims", "jews", "christians", "hindus", "buddhists", "catholics", "sikhs", "mormons", "atheists"],
    ["islam", "judaism", "christianity", "hinduism", "buddhism", "catholicism"],
    ["gay", "lesbian", "bisexual", "queer", "homosexual", "straight", "heterosexual", "asexual", "pansexual"],
    ["gays", "lesbians", "bisexuals", "homosexuals", "heterosexuals", "queers"],
    ["transgender", "trans", "nonbinary", "cisgender", "genderfluid"],
    [
        "black", "white", "asian", "african", "latino", "latina", "hispanic", "european", "american", "mexican",
        "indian", "chinese", "japanese", "korean", "pakistani", "arab", "turkish", "russian", "polish", "nigerian",
        "canadian", "middle eastern", "african american", "native american", "romanian", "filipino", "vietnamese",
    ],
    ["immigrants", "refugees", "foreigners", "migrants", "expats", "asylum seekers"],
    ["mexicans", "indians", "arabs", "africans", "asians", "europeans", "americans", "russians", "nigerians", "turks"],
    ["woman", "man", "girl", "boy", "lady", "guy"],
    ["women", "men", "girls", "boys", "ladies", "guys", "females", "males"],
    ["deaf", "blind", "disabled", "paralyzed", "autistic", "dyslexic", "deafblind"],
    ["old", "elderly", "young", "teenage", "older", "younger", "middle aged"],
]
KIND_OF = {term: kind for kind in KINDS for term in kind}
TERM = re.compile(r"\b(" + "|".join(sorted(map(re.escape, KIND_OF), key=len, reverse=True)) + r")\b", re.IGNORECASE)
LOOKS_LIKE = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "l": "1"}
HOSTS = [
    "github.com", "docs.google.com", "www.youtube.com", "youtu.be", "stackoverflow.com", "en.wikipedia.org", "medium.com",
    "i.imgur.com", "gist.github.com", "example.com", "app.slack.com", "zoom.us", "trello.com", "notion.so", "figma.com",
    "blog.example.org", "docs.python.org", "developer.mozilla.org", "pastebin.com", "twitter.com", "news.ycombinator.com",
    "jira.example.com", "status.example.net", "help.shopify.com", "support.example.com", "www.bbc.co.uk", "arxiv.org",
    "npmjs.com", "pypi.org", "gitlab.com", "www.nytimes.com", "drive.google.com", "loom.com", "mail.example.com",
]
SHORTCODES = [
    "slightly_smiling_face", "smile", "joy", "wink", "thumbsup", "+1", "tada", "wave", "pray", "eyes", "thinking_face",
    "sweat_smile", "heart", "fire", "rocket", "white_check_mark", "stuck_out_tongue", "grin", "cry", "raised_hands",
    "clap", "ok_hand", "sob", "muscle", "100", "facepalm", "shrug", "point_up", "coffee", "bug", "heart_eyes", "laughing",
]
VOWEL_INSIDE = re.compile(r"(?<=[a-z])[aeiou](?=[a-z])")
WORD = re.compile(r"[A-Za-z]{4,}")
PUNCTUATION = re.compile(r"[.,!?;:'\"()\[\]…-]+")


def swap_identity(text, rng):
    """Every occurrence of one term becomes another of its kind; None where there is no term."""
    found = TERM.search(text)
    if found is None:
        return None
    term = found.group(1).lower()
    other = rng.choice([t for t in KIND_OF[term] if t != term])
    return re.sub(rf"\b{re.escape(term)}\b", other, text, flags=re.IGNORECASE)


def disguise(text, rng):
    """Up to three words of at least four letters are written as people do to get past filters."""
    words = list(WORD.finditer(text))
    if not words:
        return text
    for word in sorted(rng.sample(words, min(len(words), rng.randint(1, 3))), key=lambda w: -w.start()):
        text = text[: word.start()] + rng.choice(DISGUISES)(word.group(), rng) + text[word.end() :]
    return text


def look_alike(word, rng):
    return "".join(rng.choice(LOOKS_LIKE[c.lower()]) if c.lower() in LOOKS_LIKE and rng.random() < 0.7 else c for c in word)


def doubled(word, rng):
    at = rng.randrange(1, len(word))
    return word[:at] + word[at] * rng.randint(1, 3) + word[at:]


def vowels_dropped(word, rng):
    return VOWEL_INSIDE.sub("", word, count=rng.randint(1, 2))


def masked(word, rng):
    return VOWEL_INSIDE.sub(rng.choice("*#-."), word, count=rng.randint(1, 2))


def gapped(word, rng):
    return rng.choice([" ", ".", "-"]).join(word)


def swapped(word, rng):
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


DISGUISES = [look_alike, doubled, vowels_dropped, masked, gapped, swapped]

EMOJI = "😂🔥💀😡✨🤡😊👍🎉🙏❤🥲😎👀🍕🌈"
FULL_WIDTH = {c: chr(ord(c) + 0xFEE0) for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
TWINS = str.maketrans("aceijopsxyhkuvw", "асеіјорѕхуһкυνԝ")


def spread(sign):
    return lambda word, rng: sign.join(word)


# One way for a whole message. That a text is disguised says nothing of what it says: ordinary ones must be seen so too.
MANNERS = [
    look_alike, doubled, vowels_dropped, masked, swapped,
    spread(" "), spread("."), spread("-"),
    lambda word, rng: rng.choice(EMOJI).join(word),
    lambda word, rng: "".join(c + rng.choice(EMOJI) for c in word),
    lambda word, rng: "".join(FULL_WIDTH.get(c, c) for c in word),
    lambda word, rng: word.translate(TWINS),
    lambda word, rng: word.upper(),
]


def disguise_all(text, rng):
    """Most words of at least four letters, all in one manner; links stay."""
    manner = rng.choice(MANNERS)
    share = rng.choice([0.5, 0.8, 1.0])
    words = text.split(" ")
    return " ".join(
        word if "://" in word or word.startswith(("www.", "@", "#"))
        else WORD.sub(lambda found: manner(found.group(), rng) if rng.random() < share else found.group(), word)
        for word in words
    )


def unpunctuate(text):
    return " ".join(PUNCTUATION.sub(" ", text.lower()).split())


def furnish(text, rng):
    """A message of ordinary chat with what chats are full of: links, mentions, emoji codes. Sometimes nothing else."""
    link = f"https://{rng.choice(HOSTS)}/{''.join(rng.choices('abcdefghijklmnopqrstuvwxyz0123456789-/', k=rng.randint(3, 30)))}"
    code = f":{rng.choice(SHORTCODES)}:"
    kind = rng.random()
    if kind < 0.15:
        return link
    if kind < 0.55:
        return rng.choice([f"{text} {link}", f"{link} {text}", f"{text}\n{link}"])
    if kind < 0.9:
        return f"{text} {code}"
    return f"@user {text}"


def is_link_alone(text):
    """Whether nothing is left of a text but the link that it was furnished with."""
    return text.startswith("https://") and not any(map(str.isspace, text))


def augmented(text, rng, settings, ordinary=False):
    """A text as it is shown once in training; `ordinary` where it comes from ordinary chat. The same `rng` state gives
    the same text."""
    if ordinary and rng.random() < settings["furnish"]:
        text = furnish(text, rng)
    if rng.random() < settings["identity_swap"]:
        text = swap_identity(text, rng) or text
    if "disguise_all" in settings and rng.random() < settings["disguise_all"]:
        text = disguise_all(text, rng)
    elif rng.random() < settings["disguise"]:
        text = disguise(text, rng)
    if rng.random() < settings["unpunctuate"]:
        text = unpunctuate(text) or text
    return text
