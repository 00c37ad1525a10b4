/**
 * Words that people hide, as data. The lists only say what an obfuscated spelling is read as; they
 * never score anything, and a word written plainly never meets them. Written for this project.
 *
 * STRONG: profanity, slurs and crude or violent words whose masked and disguised spellings are common
 * enough to be read from any kind of evasion. One family of forms a line: a mask that fits a single
 * family is read as its first form that fits, so the commonest forms stand first.
 */
export const STRONG = `
fuck fucking fucked fucker fuckers fucks fuckin fuckface fuckwit fuckhead fuckboy fuckery fuckups fuckup clusterfuck motherfucker motherfuckers motherfucking motherfuckin motherfuck unfuck
shit shits shitty shitting bullshit shithead shitheads shithole shitholes shitshow shitpost shitposter shitposting shitbag shitface dipshit dipshits batshit horseshit apeshit shite
bitch bitches bitching bitchy bitchass bitched
asshole assholes arsehole arseholes
ass asses dumbass dumbasses jackass jackasses fatass smartass badass asshat asswipe lardass kickass dickass
cunt cunts cunty
dick dicks dickhead dickheads dickface dickwad
cock cocks cocksucker cocksuckers cocksucking
pussy pussies
bastard bastards
whore whores whored whoring
slut sluts slutty
damn damned goddamn goddamned dammit goddammit damnit
nigger niggers nigga niggas
faggot faggots faggoty fagot fagots
crap crappy
piss pissed pissing pisses pissoff
wank wanker wankers wanking
twat twats
prick pricks
tits titties titty
boob boobs boobies
fag fags
retard retards retarded
tranny trannies
kike kikes
chink chinks
gook gooks
spic spics
wetback wetbacks
dyke dykes
paki pakis
coon coons
raghead ragheads towelhead towelheads sandnigger
beaner beaners
tard libtard libtards
cum cumming cumshot
porn porno pron pornhub pornography
blowjob blowjobs handjob handjobs
dildo dildos
penis penises
vagina vaginas
anal anus
hentai milf milfs
nude nudes
rape rapes raped rapist rapists raping
murder murders murdered murderer
suicide suicidal
pedo pedos pedophile pedophiles paedophile paedophiles
nazi nazis
hitler
terrorist terrorists
hell
sex sexy sexting
kill kills killed killing killer
idiot idiots idiotic idiocy
moron morons moronic
stupid stupidity
scum scumbag scumbags
douche douchebag douchebags
bollocks
cocaine
heroin
onlyfans
`;

/**
 * SENSITIVE: words of insult, threat, distress, sex and spam that are disguised too, but whose masks
 * ("d*e", "l*r") fit too much else to be read.
 */
export const SENSITIVE = `
imbecile imbeciles cretin cretins dumb dumber dumbest dumbfuck dummy loser losers lamer lamers clown clowns
trash garbage filth filthy pathetic worthless useless ugly disgusting vile pig pigs fat fatty freak freaks creep creeps
creepy weirdo psycho lunatic nutjob halfwit nitwit dimwit nincompoop dunce simpleton ignorant ignoramus incompetent
lowlife degenerate vermin parasite cockroach cockroaches savage savages subhuman animal animals bimbo hoe hoes skank tramp
thot thots incel incels cuck cucks simp gay gays homo homos queer queers lesbian lesbians jew jews muslim muslims islam
hooker hookers stripper escort escorts horny naked erotic orgasm masturbate masturbating boner condom fetish kinky
nipple nipples breasts butthole butt thong viagra cialis
die dies died dying dead death hang hanged hanging shoot shooting shot stab stabbed strangle choke beat burn
gun guns knife bomb bombs attack hurt harm destroy execute lynch gas bleed blood bloody
kys kms selfharm overdose cutting depressed depression hopeless unalive
suck sucks hate hates hated hater haters hatred despise loathe racist racists sexist bigot bigots fascist fascists
shut fool fools foolish insane crazy mental autistic autist autism sicko cancer
free win winner winners winning won prize prizes cash money bonus bonuses gift gifts giveaway giveaways reward rewards
crypto bitcoin bitcoins ethereum airdrop airdrops forex trading invest investment investor investors profit profits
earn earning earnings income loan loans credit debt casino casinos bet betting gamble gambling jackpot lottery
discount discounts sale sales buy cheap offer offers deal deals click subscribe follow promo promotion affiliate
telegram whatsapp snapchat instagram facebook paypal venmo wallet password passwords login verify account accounts
scam scams scammer scammers spam spammer fraud phishing hack hacks hacker hackers hacked
pills weed drugs drug steroids replica pharmacy
liar liars cheat cheater coward cowards traitor traitors troll trolls commie commies criminal criminals thief thieves
`;

/**
 * Spellings with one visible letter, read by convention only: "f***" is what newspapers print.
 * Keys are the pattern with `*` for every hidden letter.
 */
export const CONVENTIONAL_MASKS: Readonly<Record<string, string>> = {
  'f***': 'fuck',
  'f***s': 'fucks',
  'f***ed': 'fucked',
  'f******': 'fucking',
  's***': 'shit',
  's**t': 'shit',
  'b****': 'bitch',
  'a**': 'ass',
  'a******': 'asshole',
  'n*****': 'nigger',
  'n****': 'nigga',
};

/** Words of one or two letters that may stand in a sentence of spaced letters. */
export const SHORT_WORDS =
  'am an as at be by do go he hi if im in is it me my no of oh ok on or so to ur up us we ya ye yo a i u r';

/** Spellings that read as words in leetspeak and are names of things. */
export const NOT_LEET = 'l10n a11y b1t';
