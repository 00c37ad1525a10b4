import { isShortWord, rankOf, SENSITIVE_WORD, STRONG_WORD } from '../normalise/lexicon.js';
import type { Word } from './prose.js';

/**
 * Words of the English list that other languages of the Latin script write in every other sentence,
 * as their own words or as their own spelling of a shared one. They say little about a text. Written
 * for this project, by language, so that it can be added to; repeats do no harm.
 */
const LOOK_ALIKES = `
die war was hat man den des der dem als also an so am in du es er um ob wo mag rat gut fast hell gift tag nun art all
bad brief chef rock mode sag elf fort kind last list mal tot wand weit wild will wer bald bin bis band hand land sand
wind winter finger name arm warm ring hammer ball gold rose ruin still stand stark stern hose hut see bitter blind
butter region alter alt arme dame dose fell fern form fuhr gang grab gras halt hang held herd kamen kommen lag
lager lang leer links log los lug made mit nah not nur ohne rang rein rest roman rot rufen sank sehr sie silber sind
singen son sonst spat spring stall sturm toll tor tun via vor wach wagen wall wart wild wolf
is had van over me want door pet bent been een men ten ter toe hem hun her dan nu late weg boot boom beer room week
water plan club open best beter even ever ramp brave slim gaan heel hier hoe laten leven maken meer nog ook
al bed bel boek bus die dit dorp droom eten feest film foto gras groot help huis idee jaar kamer kan kip
klein kop koud lamp lief man meet mis nest pen plus pot pop rat rode rug rust slot spel spin stap step ster stop
strand trap val vast vet vier volk vol voor water weer wel werk west wind zee zon
mine ton son mes pour par but or car comment pain chat main dent sale four non plus tout moment possible question
important simple message page place table train port pays lit coin fin fine type site image photo point long force date
note notes excuse change client service office route radio restaurant information action attention solution situation
nation version mission on as au me te se il et est si sur sous tu des les la le un une ou qui que dans elle dire
avoir grand petit homme femme jour bien fait sent tire bras banc cent cause centre charge chose chance dance danger
double en entre encore file fort franc fruit garage genre guide journal juge juste ligne livre machine madame magazine
marche minute nature ne nu objet occasion or orange organe original paris part passage patient pays phrase plan poison police
pose prix prince problem public pure qui range regret rose route rouge rude sac saint sans sauce science secret
secure sens signal sort source stage style suite sujet sur surface surprise talent tard taxi te tel texte theme
ticket ton tour triple unique usage vague vent vers village visage voyage zone
no son come con sin once den pies red pan sea vale real mama papa me te se la lo los las el un una hay solo fue pero por
para como todo dos tres casa cosa hora vino mira dime gran van ven era sido mas pie mal tan final idea normal general
total social control error hotel color doctor animal actor motor director natural original personal capital local
central radio video menu formal ideal legal moral mental vital usual tropical canal plural base clave fatal
favor horror humor honor labor manual metal mineral oral rival terror tenor tutor visual
a ma mi ti ci si da di fa va sta ha ho per che tra fra sono fare dove cane nome mare sole vita amore pace due tre sei
dieci anni male bene notte pizza ora ore rare dire date note case cose fine arte parte vista festa
o os as do da dos das um uma no na nos nas em ao aos com sem mais sim dia fim bom mil real ate ver ter
den som var med till fast bra bar barn dag far hem kan man men nu ska under vill ut var vid sin sina han hon ett
hade god ha her hun hvor jeg kom lag let lid men mig min nok nu og ord os rig sin skal slog smart som star stor
tag til vi vil arm bad ben bland bror bud dam fest fin fot fri gift glad grov gul hand hat hav helt her hund hus
is jag land lat lov lugn luft mat mor mot natt ny pa red rik rum salt se sen ser sex sista slag slut son stad stat stor
tal tar tid tro ung vet video vin
to tak ten by no co na on do za od po ma jest masz pan sam sama para brat kot las lot most noc on ona pod pole rok
stop syn tam tata ton tor tu ty mama mina sad list len hora dal dam pole potom sad pes most jen ale bez
a i o u on ona to na do se si tak ne ano
sana se tai on me he ole kun jos nyt tule vain en et ja jo alas alla hei kala mies mine olen oma on out pane sain
az ez egy nem mit hat most ember ide be le fel meg van volt lesz is ha de fog lap
de la cu pe nu da sunt care mai cum fac fie apare are am tot doar mare noi plan
bir bu ne var yok ben sen biz siz on son kim ama gel git yol bay bin at al ol
ada ini itu dan di ke yang saya kamu dia kami kita apa siapa sana air hari jam jalan kata makan masa masuk mana nama
orang pagi sama sudah tahu tidak uang untuk lama lain baru besar dalam
retard bastard anal anus porno piss prick fag crap rape bet dies dead gas stab butt vile clown cancer mental animal
autist suicide hurt harm gun pig
islam muslim homo gay queer troll lunatic degenerate terrorist criminal casino bonus promo
ang ng mga sa ay at ko mo siya kami kayo ako may ni kay din lang man nang pa po
anh em con cho tan hai ban lam hang
computer internet team sport person problem test program system mobile digital online server browser email mail
`;

const lookAlikes = new Set(LOOK_ALIKES.trim().split(/\s+/));
/** Latin and French endings that half of Europe shares. */
const SHARED_ENDING = /(?:[ts]ions?|ments?|[ai]bles?|[ae]n(?:ces?|ts?)|als?|ors?)$/;
/** Words of two letters that hardly any other language has. */
const SHORT_ENGLISH = new Set(['my', 'if', 'up', 'hi', 'oh', 'ya', 'ye', 'yo', 'it']);

/**
 * What a word says of its text's language.
 * - `english`: a word of the project's list of common English words, and hardly of another language
 * - `strong`: the same, and a swear word or the like, which people put among other words by itself
 * - `sensitive`: the same, and a word of insult, threat, sex or spam
 * - `shared`: English, and as common elsewhere
 * - `foreign`: no word of the list
 * - `neutral`: says nothing, such as a single letter or a product number
 */
export type Tongue = 'english' | 'strong' | 'sensitive' | 'shared' | 'foreign' | 'neutral';

/** @see Tongue */
export function tongueOf(word: Word): Tongue {
  if (!word.isLatin) return 'foreign';
  const letters = word.text.toLowerCase().replace(/['’]/g, '');
  if (/[\p{N}_]/u.test(letters)) return 'neutral';
  if (letters.length <= 2) return tongueOfShort(letters);
  const rank = rankOf(letters);
  if (rank === 0) return 'foreign';
  if (lookAlikes.has(letters)) return 'shared';
  if (rank === STRONG_WORD) return 'strong';
  if (rank === SENSITIVE_WORD) return 'sensitive';
  return SHARED_ENDING.test(letters) ? 'shared' : 'english';
}

function tongueOfShort(letters: string): Tongue {
  if (SHORT_ENGLISH.has(letters)) return 'english';
  if (isShortWord(letters)) return 'shared';
  return letters.length < 2 && letters < '\u0080' ? 'neutral' : 'foreign';
}

/** A run of a script written without spaces is as many words as this goes into its length. */
const UNITS_PER_WORD = 4;

/** How much of a text's words is English. */
export interface EnglishShare {
  /** In [0, 1]; 1 where no word says anything. */
  readonly share: number;
  /** Words of no English list. */
  readonly foreign: number;
}

/** Words that other languages share count half. */
export function englishShare(words: readonly Word[]): EnglishShare {
  let english = 0;
  let foreign = 0;
  let shared = 0;
  for (const word of words) {
    const tongue = tongueOf(word);
    if (tongue === 'foreign') foreign += word.isLatin ? 1 : Math.max(1, word.text.length / UNITS_PER_WORD);
    else if (tongue === 'shared') shared++;
    else if (tongue !== 'neutral') english++;
  }
  const all = english + shared + foreign;
  return { share: all === 0 ? 1 : (english + shared / 2) / all, foreign };
}
