/**
 * How people ask for offers, help or contact in English chat. The patterns run over one sentence
 * as `sentencesOf` in solicited.ts leaves it: lower case, apostrophes dropped ("dont"), words
 * parted by one space, other punctuation inside the sentence turned into " , ". Gaps are bounded,
 * so that matching takes time linear in the text.
 */

/** A way to ask. */
export interface RequestPattern {
  /** Global, so that every place can be looked at. */
  readonly pattern: RegExp;
  /** Counts only in a sentence that ends in a question mark, or only in one that does not. */
  readonly only?: 'question' | 'statement';
  /** An invitation to get in touch: sellers write these too ("DM me for a quote"), see solicited.ts. */
  readonly contact?: true;
}

const request = (source: string, options: Omit<RequestPattern, 'pattern'> = {}): RequestPattern => ({
  pattern: new RegExp(source, 'g'),
  ...options,
});

/** Up to `max` words, none of them a comma, none that turns the object into something at hand. */
const words = (max: number): string =>
  `(?:(?!(?:to|the|this|that|these|those|my|our|its|their) )[a-z0-9$%&]+ ){0,${max}}`;

const ANYBODY = '(?:any ?one|any ?body|some ?one|some ?body|any of (?:you|u|yall)|any 1)';
const YOU = '(?:you|u|yall|ya)(?: guys| all| folks| two)?';
const FILLER =
  '(?:(?:here|else|out there|in here|around|please|pls|plz|kindly|possibly|maybe|perhaps|happen to|by any chance|also|actually|ever|just|quickly|have (?:the )?time to|be able to|able to|be willing to|willing to|free to|available to|up for|keen to) ){0,3}';

const PROVIDER =
  '(?:freelancers?|agenc(?:y|ies)|designers?|developers?|devs?|engineers?|programmers?|consultants?|contractors?|copywriters?|writers?|marketers?|experts?|specialists?|strategists?|vendors?|suppliers?|providers?|photographers?|editors?|coach(?:es)?|mentors?|tutors?|lawyers?|accountants?|bookkeepers?|va|vas|virtual assistants?|company|team|firms?|studios?|professionals?)';
const OFFER =
  '(?:tools?|apps?|services?|software|plugins?|platforms?|solutions?|alternatives?|templates?|courses?|training|offers?|deals?|discounts?|coupons?|quotes?)';
const WORK = '(?:jobs?|roles?|work|positions?|opportunit(?:y|ies)|gigs?|internships?)';
const RECOMMENDATION =
  '(?:recommendations?|recommends|recs?|recos?|suggestions?|referrals?|introductions?|leads?|contacts?)';
const ADVICE = '(?:help|support|assistance|advice|tips?|pointers?|guidance|input|feedback|(?<=\\ba )hand)';
const WANTED = `(?:${PROVIDER}|${OFFER}|${RECOMMENDATION}|${ADVICE}|someone|somebody)\\b`;
const HELPING =
  '(?:help|assist|advise|lend (?:me|us) a hand|give (?:me|us) a hand|(?:take|have) a look|walk (?:me|us) through|show (?:me|us)|guide (?:me|us)|teach (?:me|us)|clue (?:me|us) in|figure out|review|give (?:me|us) (?:some |any |a bit of )?(?:advice|help|tips|pointers|guidance|feedback)|mentor|point (?:me|us)|introduce (?:me|us)|connect (?:me|us)|recommend|suggest|refer|vouch for)\\b';

/** The beginning of a sentence or of a part of it. */
const START = '(?:^|, )';
/** What stands before a request that is made, rather than told of. */
const ASKING = `(?:${START}|\\b(?:please|pls|plz|just|kindly|free to|welcome to|can you|could you|would you|will you|can u|could u|you can|you could|you may|can ${ANYBODY}|could ${ANYBODY}|or|and|so|then|also|yes|sure|ok|okay|hi|hey|hello) )(?:(?:please|pls|plz|just|always|also|either|go ahead and) ){0,2}`;
/** The one who asks speaks of their own side. */
const WE =
  '(?<!\\b(?:if|when|whenever|unless|because) )(?:i|we|im|were|weve|ive|id|wed|ill|i am|we are|i have|we have|(?:my|our) (?:team|company|client|clients|boss|brand|store|startup|agency|friend|sister|brother|business)(?: is| are)?)';
const ASIDE =
  '(?:(?:really|also|still|currently|now|just|urgently|desperately|actually|been|always|do) ){0,2}';

const SEEKING =
  '(?:(?:looking|searching|hunting|shopping|asking) (?:around )?(?:for|to (?:hire|find|outsource|buy|work with|connect with))|in (?:the )?(?:search|need|market) (?:of|for)|on the (?:hunt|lookout) for|seeking|iso)';
const NEEDING =
  '(?:needs?|require|want to (?:hire|find|outsource|talk to|speak to|speak with|hear from|book)|need to (?:hire|find|outsource|talk to|speak to)|want|could (?:really )?(?:use|do with)|(?:would|id|wed) (?:really )?(?:love|like|appreciate|be grateful for|welcome)|appreciate any)';
const CONTACT =
  '(?:(?:dm|pm|message|msg|query|email|mail|ping|slack|whatsapp|text|contact|inbox) (?:me|us)|call (?:me|us)(?! (?:a|an|crazy|old|daddy|mad|silly))|hmu|hit (?:me|us) up|reach out|write (?:to )?(?:me|us)|get in touch|(?:shoot|send|drop) (?:me|us) (?:a |an )?(?:quick )?(?:dm|pm|message|msg|line|note|email|mail|text)|give (?:me|us) a (?:call|shout|ring))\\b';
const SHOWN =
  '(?:portfolios?|rates?|rate card|pricing|prices?|price list|quotes?|proposals?|info|information|details|links?|deck|cv|resume|samples?|examples?|work|website|site|calendar|availability|offers?|brochure|case stud(?:y|ies)|references?|invite|number|email|names?|demo)';

export const REQUESTS: readonly RequestPattern[] = [
  // "does anyone know a good freelancer", "anyone know how to", "do you know someone who"
  request(
    `(?:${START}who|\\b(?:${ANYBODY}|do ${YOU}|does ${YOU})) ${FILLER}kn(?:ows?|ew) (?:of )?(?:a|an|any|some|someone|anyone|somebody|anybody|who (?:can|could|does|might|offers)|the best|good|how to|where (?:i|we|to) (?:can |could )?(?:find|get|hire|buy))\\b`,
  ),
  // "if you know a good designer", "let me know if anyone has a contact"
  request(
    `\\bif (?:you|u|yall|${ANYBODY}) (?:knows?|can recommend) (?:of )?(?:a|an|any|some|someone|somebody|anyone)\\b`,
  ),
  request(
    `\\bif (?:you|u|yall|${ANYBODY}) (?:have|has|got) (?:a|an|any|some) ${words(3)}(?:${PROVIDER}|${RECOMMENDATION}|someone|somebody)\\b`,
  ),
  // "can anyone recommend", "could someone help", "would you be able to walk me through"
  request(
    `\\b(?:can|could|would|will|may|might|is|are) (?:there )?(?:${ANYBODY}|${YOU}) ${FILLER}${HELPING}`,
  ),
  // "anyone recommend a …", "anyone can help", "who can help", "how could you help us"
  request(
    `(?:${START}|\\b(?:hi|hey|hello|is there|are there|looking for|hoping|if|so|please|help) )(?:${ANYBODY}|who)(?: that| who)? (?:(?:can|could|would|will|might) )?${FILLER}${HELPING}`,
  ),
  request(`\\b(?:do|does) (?:${ANYBODY}|${YOU}) ${FILLER}(?:recommend|suggest)\\b`, { only: 'question' }),
  request(`\\bhow (?:can|could|would|do) ${YOU} help\\b`),
  // "anyone have recommendations / an agency contact / experience hiring"
  request(
    `\\b(?:${ANYBODY}|${YOU}) ${FILLER}(?:have|has|got|gotta) ${words(3)}(?:${RECOMMENDATION}|${ADVICE})\\b`,
    { only: 'question' },
  ),
  request(
    `\\b(?:has|have|did) (?:${ANYBODY}|${YOU}) ${FILLER}(?:work(?:ed)? with|hired?|used?|tried|try|partnered with) (?:a|an|any|some) ${words(3)}(?:${PROVIDER}|${OFFER})\\b`,
  ),
  // "who do you recommend", "who does your emails", "who should I talk to"
  request(
    `\\bwho (?:do|does|would|should|can|could|did) (?:${YOU}|i|we|people|everyone|everybody) ${FILLER}(?:recommend|use|hire|suggest|go to|go with|talk to|speak to|contact|work with|trust|ask|email|message)\\b`,
  ),
  request(`\\bwho (?:does|did|made|built|designed|handles|manages|runs) your\\b`, { only: 'question' }),
  request(
    `\\b(?:what|which) ${words(4)}(?:do|would|should|does|can|could) (?:${YOU}|people|everyone|everybody|i|we) ${FILLER}(?:recommend|suggest|go with|hire)\\b`,
  ),
  request(
    `\\b(?:what|which) ${words(3)}(?:${PROVIDER}|${OFFER}) (?:do|does|would) (?:${YOU}|people|everyone|everybody) ${FILLER}use\\b`,
  ),
  // "any recommendations for", "any tips?", "got any leads", "any freelancers here"
  request(
    `(?:${START}|\\b(?:got|have you|have u|with|so|and|hi|hey) )any ${words(2)}(?:${RECOMMENDATION}|${ADVICE})\\b`,
  ),
  request(
    `\\bany ${words(2)}${PROVIDER} (?:here|around|in here|out there|available|free|who|that|you|we|recommended)\\b`,
    { only: 'question' },
  ),
  request(`\\b(?:is|are) there (?:a|an|any) ${words(3)}(?:${PROVIDER}|${OFFER})\\b`, { only: 'question' }),
  request(
    `\\b(?:${RECOMMENDATION}|${ADVICE}) (?:please|pls|plz|needed|wanted|welcome|required|(?:(?:is|are|would be|much|greatly|really|very|highly) ){0,3}appreciated)\\b`,
  ),
  request(`(?<!\\b(?:your|their|his|her|my|our|the|these|those|of|any) )\\b${RECOMMENDATION}$`, {
    only: 'question',
  }),
  request(`\\b(?:recommendations?|recs|referrals?) for (?:a|an|any|some|good)\\b`, { only: 'question' }),
  // "I'm looking for a designer", "in need of", "we need someone who", "could use a hand"
  request(`\\b${WE} ${ASIDE}${SEEKING} ${words(6)}(?:${WANTED}|${WORK}\\b)`),
  request(
    `(?:${START}|\\b(?:hi|hey|hello|everyone|everybody|all|team|folks|guys|there|still|currently|urgently|newbie) )${SEEKING} ${words(6)}(?:${WANTED}|${WORK}\\b)`,
    { only: 'statement' },
  ),
  request(`\\b${WE} ${ASIDE}${NEEDING} (?:your )?${words(5)}${WANTED}`),
  request(`\\b(?:id|wed|would) ${ASIDE}(?:love|like|appreciate) (?:your )?${words(2)}${WANTED}`, {
    only: 'statement',
  }),
  request(
    `(?:${START}|\\b(?:hi|hey|hello|everyone|all|team|folks|guys|there|still|please|urgently) )need ${words(5)}${WANTED}`,
    {
      only: 'statement',
    },
  ),
  request(`\\bopen to (?:(?:any|new|your|all) )?(?:${WORK}|${OFFER}|${RECOMMENDATION})\\b`),
  request(
    `(?:${START}|\\b(?:im|i am|were|we are|is|are|now|still|also|currently|actively) )hiring\\b(?! (?:manager|process|freeze|platform|tool))`,
  ),
  // "help me please", "please help"
  request(
    `(?:${START}|\\b(?:please|pls|plz|someone|somebody|anyone|anybody|any one|some one|can you|can u|could you|could u|kindly|free to|able to|willing to) )help (?:me|us)\\b`,
  ),
  request(`\\b(?:please|pls|plz|kindly|someone|somebody) help\\b`),
  request(`^help$|${START}help (?:please|pls|plz|needed|wanted|with)\\b`),
  // "DM me", "feel free to reach out", "my DMs are open"
  request(`${ASKING}${CONTACT}`, { contact: true }),
  request(`\\b(?:please|pls|plz) (?:dm|pm)\\b`, { contact: true }),
  request(`\\b(?:my )?(?:dms?|inbox) (?:are |is )?(?:always |wide )?open\\b`, { contact: true }),
  request(`\\bslide into my dms\\b`, { contact: true }),
  request(
    `\\b(?:like|want) (?:him|her|you|them|someone|somebody) to (?:dm|pm|message|msg|email|call|contact) (?:me|us)\\b`,
  ),
  // "send me your portfolio", "share your rates", "tell me more"
  request(
    `${ASKING}(?:send|share|forward|drop|post|pass|show) (?:(?:me|us|over|along|your|ur|some|a|the|more|any) ){1,3}${words(3)}${SHOWN}\\b`,
  ),
  request(
    `${ASKING}(?:send|pass) (?:it|them|that|those|one|some|this)? ?(?:over|my way|our way|to (?:me|us))\\b`,
  ),
  request(`${ASKING}give (?:me|us) (?:a|your) ${words(2)}(?:quote|price|rates?|number|proposal|offer)\\b`),
  request(
    `\\bmind (?:sending|sharing|showing|helping|telling|explaining|messaging|emailing|recommending)\\b`,
  ),
  request(
    `${ASKING}tell (?:me|us) (?:(?:a (?:bit|little) )?more|about your|what you (?:offer|do|charge))\\b`,
  ),
  request(
    `\\b(?:i|id|we|wed|im|were) (?:would |am |are )?(?:be )?(?:really |very )?(?:love|like|want|keen|curious|interested|happy)(?: in| to)? (?:know|hear|learn|see|hearing|knowing|learning|seeing|get|getting|have|chat|talk|connect) ?(?:a |an )?(?:bit |little )?(?:more|your|quote|demo|with you|pricing)\\b`,
  ),
  request(`\\bmore (?:info|information|details) (?:please|pls|plz)\\b`),
  request(
    `(?:${START}|\\b(?:im|i am|we are|were|very|definitely|super|quite|also|be) )interested(?:$| ,| please| in (?:your|this|that|it|hearing|learning|knowing more|working with|hiring)\\b)`,
    { only: 'statement' },
  ),
  // "what do you charge", "what are your rates", "do you offer", "are you taking on clients"
  request(`\\bwhat (?:do|would|did|will) ${YOU} (?:(?:usually|typically|normally|guys) )?charge\\b`),
  request(
    `\\b(?:your|ur) (?:(?:hourly|day|daily|project|monthly|retainer|current|usual|typical|going|freelance) )?(?:rates|rate(?! (?:of|for (?:open|click)))|pricing|prices?|fees?|rate card|availability)\\b`,
    { only: 'question' },
  ),
  request(
    `\\bhow much (?:do|would|does|will|is|are|did) (?:${YOU}|it|that|this|your) (?:${words(4)}(?:charge|cost|charging|pricing|fee|fees|services?)\\b|$|for\\b)`,
  ),
  request(
    `\\bdo ${YOU} (?:(?:also|still|currently) )?(?:offer|provide|sell|take on|freelance|consult|have (?:any |a |an |some )?(?:availability|capacity|openings?|portfolio|website|demo|examples?|case stud(?:y|ies)|link|rate card))\\b`,
  ),
  request(
    `\\bare ${YOU} (?:(?:still|currently|also) )?(?:available for|taking (?:on )?(?:(?:new|more|any) )?(?:clients|projects|work)|for hire|open to|accepting|freelancing)\\b`,
  ),
  request(
    `\\b(?:can|could|shall|should) (?:we|i|you) (?:(?:please|maybe|perhaps) )?(?:book|schedule|set up|hop on|jump on|get on|get|have|arrange|grab|see) (?:a|an|some|your|more) ${words(2)}(?:call|demo|meeting|quote|chat|zoom|portfolio|rates|pricing|info|details|proposal|number|email)\\b`,
  ),
  request(
    `\\blets (?:connect|(?:hop|jump|get) on a call|(?:set up|schedule|book|have) a (?:call|demo|meeting|chat)|(?:talk|chat)(?:$| (?:tomorrow|soon|offline|in dms?|privately)))`,
  ),
  request(
    `\\bwhere (?:can|could|do|should) (?:i|we) (?:hire|book|sign up|(?:find|get|buy) (?:a|an|some|good) ${words(3)}(?:${PROVIDER}|${OFFER}))\\b`,
  ),
];

/** Ways of speaking whose words would mislead the patterns, put plainly first. */
export const REWRITES: readonly (readonly [pattern: RegExp, plain: string])[] = [
  [/\b(?:dont|do not|never) (?:hesitate|be (?:shy|afraid|a stranger))(?: ,)?(?: to)?\b/g, 'feel free to'],
  [/\bfeel free (?:to )?(?:and )?/g, 'feel free to '],
  [/\bwhy (?:dont|not) (?:you )?(?=dm|pm|message|email|send|call|ping)/g, 'please '],
  [
    /\b(?:can|cant|could|couldnt|will|wont) (?:nobody|no one|noone|not anyone|anyone|anybody|someone)\b/g,
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

const REFUSED_VERB =
  '(?:dm|pm|message|msg|email|mail|ping|slack|whatsapp|text|call|contact|inbox|spam|solicit|pitch|write|reach out|send|dms|pms|messages|emails|calls|pitches|offers|ads|dming|pming|messaging|msging|emailing|mailing|pinging|slacking|texting|calling|contacting|inboxing|spamming|pitching|writing|reaching out|sending|selling|sell)';

/** "don't DM, email or call me", "no DMs please", "stop messaging me": a contact that is not wanted. */
export const REFUSAL = new RegExp(
  `\\b(?:dont|do not|never|stop|quit|no|not|no more|cease|without)(?: (?:ever|just|please|pls|keep|bother|you dare|need to|have to|want (?:${ANYBODY}|you|people|u) to|want any|want|any|unsolicited|cold|random)){0,3} ${REFUSED_VERB}\\b(?: (?:to |at )?(?:me|us|people|everyone|anyone|members)\\b)?(?:(?: ,)?(?: or| and| nor)? ${REFUSED_VERB}\\b(?: (?:to |at )?(?:me|us)\\b)?){0,4}`,
  'g',
);

/** A refusal that names where to answer instead leaves the question itself standing. */
export const ANSWER_HERE = /\b(?:here|thread|channel|public|publicly|reply|comment|comments|below|post)\b/;

/** What ends a request: somebody was found, or the asker wants no more of it. */
export const CLOSINGS: readonly RegExp[] = [
  /\b(?:not|no longer|never) (?:really |actually |currently |that )?(?:interested|looking|in the market|needed|hiring)\b/,
  /\bno (?:thanks|thank you|thx|longer need)\b/,
  /\b(?:found|hired|went with|picked|chose|booked|got) (?:one|someone|somebody|what (?:i|we) (?:need|needed)|(?:a|an) (?:great |good |new )?(?:freelancer|agency|designer|developer|dev|consultant|copywriter|expert|company|tool|app|solution|person))\b/,
  /\b(?:never ?mind|nvm|nm|disregard|ignore my)\b/,
  /\b(?:(?:im|we|were|i am|we are) )?(?:all (?:set|good|sorted)|good now|sorted now|(?:got|get) it sorted)\b/,
  /\b(?:position|role|job|spot)(?: is| has been| was)? (?:filled|taken|closed)\b/,
  /\b(?:stop|quit) (?:dming|pming|messaging|msging|emailing|mailing|contacting|spamming|texting|calling|pinging|pitching|sending|bothering|harassing|trying)\b/,
  /\b(?:leave (?:me|us) alone|unsubscribe|(?:remove|take) (?:me|us) (?:from|off)|go away|(?:dont|do not) (?:dm|message|contact|email|text|call) (?:me|us) (?:again|anymore|any more))\b/,
  /\b(?:changed (?:my|our) mind|solved it|fixed it|figured it out|problem solved)\b/,
];

/** A seller's own words: beside them "DM me" invites customers, not offers. */
export const SELLING =
  /\b(?:(?:we|i) (?:also |now |currently |can |do )?(?:offer|provide|help|sell|speciali[sz]e|build|design|create|deliver|boost|grow|run|make|launched)|(?:our|my) (?:services?|product|tool|app|course|clients|offer|shop|latest)|[0-9]+% off|discounts?|promo code|free (?:trial|audit|consultation|guide|course|strategy call)|limited (?:time|spots)|for sale|for free|ill (?:share|send|show|give))\b/;

/** Contact for those whom it may concern: "DM me if you're interested", "to book a demo, email us". */
export const SELLING_CONTACT =
  /\b(?:if (?:your|youre|youve|(?:you|u|anyone|anybody|someone|somebody|any of you)\b(?! (?:know|can|could|might|do|offer|have (?:any |the )?(?:experience|availability|time|capacity)|are (?:a|an|available|free|able|good))\b))|(?:anyone|who|whoever) (?:(?:is|are|ever|would|else) ){0,2}(?:interested|needs?|wants?|looking|keen|curious|struggling)|if interested|(?:me|us|out|touch)(?: via [a-z]+| in dms?| here)?(?: (?:today|now)\b| (?:for (?:(?:a|an|more|the|your|any|free|our|special) ){0,3}(?:discount|code|coupon|price|prices|pricing|rates|quote|details|info|information|demo|deal|deals|offer|link|access|trial|consultation|audit|help|recovery|services?)|to (?:learn|get|buy|order|book|claim|grab|start|join|sign|find out|know|secure|reserve)))|^to (?:learn|get|buy|order|book|claim|grab|start|join|sign|find out|secure|reserve))\b/;

/** A seller's opening question: "Tired of low open rates?" */
export const SELLING_QUESTION =
  /^(?:(?:still|ever) )?(?:want|wanna|need|lost|tired|struggling|looking|ready|interested|curious|stuck|sick)\b/;

/** Told of, not asked: "people keep messaging me", "he asked if anyone could recommend". */
export const TOLD =
  /\b(?:(?:he|she|they|someone|somebody|guy|people|client|customer|boss|user|users|bot) (?:just |once |also |has |had |have )?(?:asked|wrote|posted|said|says|told|keeps?|kept|messaged)|(?:keeps?|kept|constantly) (?:dm|message|messag|email|call|ask|send|text|ping)[a-z]*|asked (?:me|us|him|her|them) (?:if|to|for|whether)|all the time|every (?:day|week|single))\b/;

/** The author asks leave to write: "mind if I DM you?", "can I send you details?" */
export const ASKS_LEAVE =
  /\b(?:(?:can|could|may|shall|should) (?:i|we)|(?:mind|ok|okay|cool|alright|fine|good) if (?:i|we)|(?:want|like|happy for|ok for|okay for) me to) (?:(?:please|maybe|just|quickly|also) )?(?:dm|pm|message|msg|email|mail|call|ping|text|contact|reach out|write|send|share|tell|show|drop|pitch|connect|introduce)(?:ed|d)?\b/;

/** The answer that gives it. */
export const GIVES_LEAVE =
  /^(?:(?:hi|hey|oh|haha|lol|well) ,? ?)?(?:yes|yep|yeah|yea|yup|ya|sure|ok|okay|of course|absolutely|please do|please|go ahead|go for it|definitely|sounds (?:good|great)|that(?: would|d)? be (?:great|nice|helpful|awesome|amazing)|id love|i would love|by all means|fine by me|no problem|feel free|totally|certainly|why not|works for me)\b/;
