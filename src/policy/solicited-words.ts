/**
 * The words that the patterns of the other solicited-*.ts files are made of. The patterns run over
 * one sentence as `sentencesOf` in solicited.ts leaves it: lower case, apostrophes dropped ("dont"),
 * words parted by one space, other punctuation inside the sentence turned into " , ", and the ways
 * of writing under REWRITES put plainly. Gaps are bounded, so that matching takes time linear in the
 * text.
 */

/** A way to ask. */
export interface RequestPattern {
  /** Global, so that every place can be looked at. */
  readonly pattern: RegExp;
  /** Counts only in a question, or only in a sentence that does not end in a question mark. */
  readonly only?: 'question' | 'statement';
  /** An invitation to get in touch: sellers write these too ("DM me for a quote"), see solicited.ts. */
  readonly contact?: true;
}

export const request = (source: string, options: Omit<RequestPattern, 'pattern'> = {}): RequestPattern => ({
  pattern: new RegExp(source, 'g'),
  ...options,
});

/** Up to `max` words, none of them a comma, none that turns the object into something at hand. */
export const words = (max: number): string =>
  `(?:(?!(?:to|the|this|that|these|those|my|our|its|their) )[a-z0-9$%&]+ ){0,${max}}`;

export const ANYBODY = '(?:anyone|someone)';
export const YOU = '(?:you|yall|ya)(?: guys| all| folks| two)?';
export const FILLER =
  '(?:(?:here|else|out there|in here|around|please|possibly|maybe|perhaps|happen to|by any chance|also|actually|ever|just|quickly|have (?:the )?time to|be able to|able to|be willing to|willing to|free to|available to|up for|keen to) ){0,3}';

export const PROVIDER =
  '(?:freelancers?|agenc(?:y|ies)|(?:web ?)?(?:designers?|developers?|devs?|masters?)|engineers?|programmers?|consultants?|contractors?|copywriters?|writers?|marketers?|experts?|specialists?|strategists?|vendors?|suppliers?|providers?|photographers?|editors?|coach(?:es)?|mentors?|tutors?|lawyers?|accountants?|bookkeepers?|translators?|illustrators?|animators?|videographers?|printers?|manufacturers?|wholesalers?|distributors?|advis[eo]rs?|trainers?|teachers?|recruiters?|moderators?|mods?|influencers?|ambassadors?|(?:co ?)?founders?|partners?|guests?|replacements?|cleaners?|plumbers?|electricians?|therapists?|va|vas|virtual assistants?|company|team|firms?|studios?|professionals?|(?:tech|dev|design|marketing|seo|ugc|content|it|web|video|email|crm|ads?) (?:person|people|guy|lady|folks|pro))';
export const OFFER =
  '(?:tools?|apps?|services?|software|plugins?|platforms?|solutions?|alternatives?|templates?|courses?|training|offers?|deals?|discounts?|coupons?|vouchers?|(?:promo|discount|referral|invite|coupon) (?:codes?|links?)|quotes?|quotations?|proposals?|hosting|hosts?|gateways?|3pls?|crms?|esps?|extensions?|add ?ons?|collabs?|collaborations?|swaps?)';
export const WORK =
  '(?:jobs?|roles?|work|positions?|opportunit(?:y|ies)|gigs?|internships?|openings?|vacanc(?:y|ies))';
export const RECOMMENDATION =
  '(?:recommendations?|recommends|recs?|recos?|suggestions?|referrals?|introductions?|leads?|contacts?|intros?)';
export const ADVICE =
  '(?:help|support|assistance|advice|tips?|pointers?|guidance|input|feedback(?! loops?\\b)|(?<=\\ba )hand|(?<=\\bpair of )(?:eyes|hands)|(?<=\\b(?:some|more|fresh|extra|few) )(?:eyes|hands))';
export const WANTED = `(?:${PROVIDER}|${OFFER}|${RECOMMENDATION}|${ADVICE}|someone|somebody)\\b`;
export const HELPING =
  '(?:help|assist|advise|lend (?:me|us) a hand|give (?:me|us) a hand|(?:take|have) a (?:quick |little )?(?:look|peek|gander)|look (?:at|over) (?:my|our|mine|ours)|mind [a-z]{2,20}ing|consider|take over|step in|jump in|chip in|weigh in|(?:jump|hop|get) on (?:a )?(?:quick )?(?:call|screen ?share|zoom)|(?:do|fix|build|design|write|sort(?: out)?|audit|review|quote|take|take on|set up|handle) (?:my|mine|our|ours|me|us|one more|it for (?:me|us)|this for (?:me|us))|set (?:this|it|that|one) up for (?:me|us)|quote (?:me|us|for)|intro (?:me|us)|hook (?:me|us) up|put (?:me|us) in (?:touch|contact)|walk (?:me|us) through|show (?:me|us)|guide (?:me|us)|teach (?:me|us)|clue (?:me|us) in|figure out|review|give (?:me|us) (?:some |any |a bit of )?(?:advice|help|tips|pointers|guidance|feedback)|mentor|talk (?:me|us) through|point (?:me|us)(?! (?:at|to) the\\b)|introduce (?:me|us)|connect (?:me|us)|recommend|suggest|refer|vouch for)\\b';

/** The beginning of a sentence or of a part of it. */
export const START = '(?:^|, )';
/** What stands before a request that is made, rather than told of. */
export const ASKING = `(?:${START}|\\b(?:please|just|free to|welcome to|can you|could you|would you|will you|you can|you could|you may|can ${ANYBODY}|could ${ANYBODY}|or|and|so|then|also|yes|sure|ok|okay|hi|hey|hello) )(?:(?:please|just|always|also|either|do|go ahead and) ){0,2}`;
/** The one who asks speaks of their own side. */
export const WE =
  '(?<!\\b(?:if|when|whenever|unless|because) )(?:i|we|im|were|weve|ive|id|wed|ill|i am|we are|i have|we have|(?:my|our) (?:team|company|client|clients|boss|brand|store|startup|agency|friend|sister|brother|business)(?: is| are)?)';
export const ASIDE =
  '(?:(?:really|also|still|currently|now|just|urgently|desperately|actually|been|always|do) ){0,2}';

export const SEEKING =
  '(?:(?:looking|searching|hunting|shopping|asking) (?:around )?(?:for|to (?:hire|find|outsource|buy|work with|connect with))|in (?:the )?(?:search|need|market) (?:of|for)|on the (?:hunt|lookout) for|(?:trying|hoping|need|want) to (?:find|source|get hold of)|seeking|iso|lfm?|wtb|(?<=\\b(?:im|were|am|are) )after|(?<=\\bi )search)';
export const NEEDING =
  '(?:needs?|require|want to (?:hire|find|outsource|talk to|speak to|speak with|hear from|book)|need to (?:hire|find|outsource|talk to|speak to)|want|could (?:really )?(?:use|do with)|(?:would|id|wed) (?:really )?(?:love|like|appreciate|be grateful for|welcome)|appreciate any)';
export const CONTACT =
  '(?:(?:dm|pm|message|msg|query|email|mail|ping|slack|whatsapp|text|contact|inbox|pitch) (?:to )?(?:me|us)|call (?:me|us)(?! (?:a|an|crazy|old|daddy|mad|silly))|hmu|hit (?:me|us) up|reach out|write (?:to )?(?:me|us)|get in touch|hit (?:up )?my dms?|(?:shoot|send|drop) (?:me|us) (?:a |an )?(?:quick )?(?:dm|pm|message|msg|line|note|email|mail|text)|give (?:me|us) a (?:call|shout|ring))\\b';
export const SHOWN =
  '(?:portfolios?|rates?|rate card|pricing|prices?|price list|quotes?|proposals?|info|information|details|links?|deck|cv|resume|samples?|examples?|work|website|site|calendar|availability|offers?|brochure|case stud(?:y|ies)|references?|invite|number|email|names?|demo|shops?|stores?|newsletters?|trial|contacts?|contract|socials|briefs?|insta(?:gram)?|linkedin|catalog(?:ue)?s?|menu|profile|reel|quotations?|terms)';

/** Work that people order, and what they buy. */
export const SERVICE =
  '(?:copy|copywriting|designs?|audits?|migrations?|(?:web ?)?sites?|landing pages?|logos?|branding|rebrands?|photos?|photography|videos?|illustrations?|translations?|seo|web dev|development|coding|consulting|coaching|packaging|printing|bookkeeping|setups?|builds?)';
/** What somebody may offer, named by the one who asks for it: "your course", "the job you mentioned". */
export const OFFERING = `(?:${OFFER}|newsletters?|kits?|e?books?|podcasts?|guides?|workshops?|class(?:es)?|cohorts?|shops?|stores?|studios?|agency|team|packages?|jobs?|roles?|positions?|vacancy|gigs?|slots?|spots?|places?|products?|beta|thing)`;
/** Hardly ever in a question or a wish but to be asked for; what is at hand ("our developer") is not. */
export const SOUGHT =
  '(?<!\\b(?:the|our|my|your|their|his|her|its|this|that|these|those|no|of) )(?:freelancers?|freelance|agenc(?:y|ies)|(?:web ?)?(?:designers?|developers?)|consultants?|contractors?|copywriters?|suppliers?|photographers?|bookkeepers?|accountants?|lawyers?|tutors?|mentors?|coach(?:es)?|translators?|illustrators?|manufacturers?|wholesalers?|cofounders?|interns?|reviewers?|readers|cpas?|telecallers?|(?:ops|email|sales|support|marketing|retention|crm|tech|design|contract) (?:person|people|guy|specialist)|recommendations?|referrals?|portfolios?|resumes?|cvs?|quotations?|quotes?|proposals?|price list|rate card|freebies|coupons?|spare (?:tickets?|seats?)|commissions|new (?:photos|photography|website|site|logo|branding))';
/** Where those are who are asked. */
export const HERE = '(?: (?:else|here|in here|out there|around|in this (?:group|channel|chat)|on here)){0,2}';

/** Chat spellings, and ways of speaking whose words would mislead the patterns, put plainly first. */
export const REWRITES: readonly (readonly [pattern: RegExp, plain: string])[] = [
  [/\bwhat (?:is|was)\b/g, 'whats'],
  [/\bwho is\b/g, 'whos'],
  [/\bu\b/g, 'you'],
  [/\bur\b/g, 'your'],
  [/\b(?:ne ?1|any ?(?:1|body|one))\b/g, 'anyone'],
  [/\bany (?=of (?:you|yall)\b)/g, 'anyone '],
  [/\bsome ?(?:1|body|one)\b/g, 'someone'],
  [/(?<=\b(?:anyone|someone|who) ) ?of (?:you|yall)(?: (?:guys|all|lot))?\b/g, ''],
  [/\bw(?:an)?na\b/g, 'want to'],
  [/\bgimme\b/g, 'give me'],
  [/\b(?:pl[sz]+|kindly|abeg)\b/g, 'please'],
  [/\b(?:dont|do not|never) (?:hesitate|be (?:shy|afraid|a stranger))(?: ,)?(?: to)?\b/g, 'feel free to'],
  [/\bfeel free (?:to )?(?:and )?/g, 'feel free to '],
  [/\bwhy (?:dont|not) (?:you )?(?=dm|pm|message|email|send|call|ping)/g, 'please '],
  [
    /\b(?:can|cant|could|couldnt|will|wont) (?:nobody|no one|noone|not anyone|anyone|someone)\b/g,
    'can anyone',
  ],
  [/\b(?:does|doesnt|do) (?:nobody|no one|noone|anyone|anybody)\b/g, 'does anyone'],
  [/\b(?:isnt|is) there (?:no one|nobody|anyone|anybody)\b/g, 'is there anyone'],
  [
    /\b(?:not sure|dont know|do not know|no idea|no clue) (?:if|whether|who|where|how|what|which)\b/g,
    'wondering if',
  ],
  [/\bno (?:idea|clue|rush|worries|problem|luck)\b/g, ' '],
  [/\bif (?:you|u) (?:dont|wouldnt|do not) mind\b/g, 'please'],
];
