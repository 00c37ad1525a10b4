import {
  ASIDE,
  ASKING,
  FILLER,
  HELPING,
  HERE,
  OFFER,
  OFFERING,
  PROVIDER,
  SERVICE,
  SHOWN,
  START,
  WANTED,
  WE,
  WORK,
  YOU,
  request,
  words,
  type RequestPattern,
} from './solicited-words.js';

/** What somebody does for others who pay. */
const WORKS =
  '(?:does|fixes|repairs|cleans|tunes|teaches|builds|makes|designs|prints|sews|bakes|paints|sells|rents|restores|installs|translates|edits|tutors|gardens|cuts|grooms|walks|develops|programs|codes|photographs|films|caters|moves|delivers|tailors|offers)';

/** How people ask for what somebody else offers: prices, availability, a place, a purchase. */
export const OFFER_REQUESTS: readonly RequestPattern[] = [
  // prices: "what does it cost", "ballpark for a flow", "what would you want for it"
  request(
    `\\b(?:whats?|how much)(?:d| do| does| would| will)? ${words(5)}(?:(?:it|that|this|one|you|something like (?:that|this)|(?:a|an|your|our|of our) ${words(4)})? ?)(?:cost|costs|run|charge|be|going for|set (?:me|us) back)(?:$| ,| for| if| to| me| us(?! when)| per| a | these days| then)`,
  ),
  request(
    `\\b(?:ballpark|rough|approx[a-z]*|typical|fair) (?:cost|price|figure|quote|estimate|pricing)\\b|\\bballpark (?:for|on)\\b|\\bhow much (?:(?:we|are we) talking|for (?:a|an|the|one|your|that|this|each|[0-9]+))\\b|\\b(?:may|can|could) i (?:know|ask) (?:how much|the (?:price|cost|rates?)|your (?:rates?|price|fee)|what (?:you|it))\\b|\\bhow (?:to|do (?:i|we|you want to)) (?:proceed|get started)(?:$| ,| with (?:you|your))`,
  ),
  request(
    `\\bwhats (?:the |your )?(?:price|cost|damage|fee|rate|going rate|pricing)(?:$| ,| for (?:a|an|your|one|that|this)\\b)|(?:${START}|\\band )for how much$|${START}(?:[a-z]+ )?how much for [a-z]+$|\\bhow much (?:is|are|would) (?:it|that|this|they|those|these|one)(?: be)?(?:$| ,| for)`,
  ),
  request(
    `\\bwhat(?:d| would| do| did|ll| will) ${YOU} (?:want|ask|need|take|charge|quote) (?:me |us )?for\\b|\\bwhat would it take\\b|\\b(?:is|are) (?:it|that|this|they|those|these) for sale\\b|\\bneed (?:that|your) ${words(2)}${OFFERING}\\b|\\b(?:what|how much) (?:you|youd|ud|you would) (?:charge|ask for)\\b`,
  ),
  request(`^(?:(?:and|so|ok|hi|hey) )?(?:the )?(?:prices?|pricing|cost|rates?|quote|how much)$`, {
    only: 'question',
  }),
  // the other's own offer: "do you still do", "is the job still open", "what's your newsletter called"
  request(
    `\\b(?:do|would) ${YOU} (?:still|also|even|ever|actually) (?:do|make|rent|teach|run|ship|take|build|cut|tutor|design|write|fix|print)\\b|\\b(?:is|are) ${YOU} still (?:selling|making|doing|renting|running|giving|offering)\\b|\\bstill (?:doing|selling|making|offering|taking|for sale)\\b`,
    { only: 'question' },
  ),
  request(
    `\\b(?:is|are) (?:the|that|those|your) (?:[a-z0-9$]+ ){0,3}${OFFERING} (?:[a-z0-9$]+ ){0,4}(?:still|open|available|taking|for sale|accepting|left)\\b|\\b(?:slots?|spots?|seats?|places?|tickets?) (?:left|free|open|available|going)\\b|\\broom for (?:one|us|me|another|a) `,
    { only: 'question' },
  ),
  request(
    `\\b(?:name|price|cost|costs|status|invite|join|try|trying|test|buy|order|sign up|access|sponsor|apply (?:to|for)|more|details|info|questions?|things|waitlist|link)(?: (?:to|of|for|on|about)){0,2} your ${words(3)}${OFFERING}\\b`,
  ),
  request(
    `\\byour ${words(3)}${OFFERING} ${words(3)}(?:cost|costs|called|open|available|taking|accepting|price|for sale)\\b|\\b(?:does|is|can|could|would|will) (?:, )?(?:[a-z0-9]+s|your) (?:team|agency|studio|company|firm|crew) ${words(1)}(?:handle|do|offer|take|taking|cover|sell|ship|work with|prepare|help|make)\\b`,
    { only: 'question' },
  ),
  request(
    `(?:${START}|\\b(?:remember|want|need|link to|name of|hey|hi|is) )(?:(?:what|whats|which|where|who|have|hows) ){0,2}(?:that|the) ${words(2)}(?:${OFFERING}|${PROVIDER}) (?:that )?you (?:mentioned|showed|posted|keep|recommended|wrote|write|made|built|run|shared|linked|talked about|told us|sell|had)\\b(?! (?:is|was|has|does|looks|works) )`,
  ),
  request(
    `\\b(?:heard|told (?:me|us)|says|said|think|believe|understand|so)(?: that)? (?:you|youre|your (?:[a-z]+))(?: (?:two|all|guys|also|still))? (?:do|does|build|builds|make|makes|sell|sells|offer|offers|teach|run|runs|the (?:person|guy|one)|(?:have|has|had) ${words(3)}${OFFERING})\\b|\\bgot your (?:name|number|contact|email|details) from\\b`,
  ),
  request(
    `\\b(?:what|which) (?:packages?|plans|services|slots|dates|(?:kind|sort|type)s? of (?:[a-z]+ )?(?:stuff|work|things|services|projects)) (?:do|are|have) you\\b|\\bwhat do you (?:sell|offer|speciali[sz]e in)\\b|\\bdo ${YOU} have (?:a |any |some )?${words(2)}(?:site|trial|price list|packages?|spots?|slots?|openings?|room|space for|samples?|waitlist)\\b|${START}(?:(?:got|have you got) )?(?:(?:a|any) )?(?:portfolio|samples|price list|rate card)(?:$| of)`,
    { only: 'question' },
  ),
  request(
    `\\b(?:is|was) (?:this|that|it) something (?:you|your)\\b|\\bany chance (?:you|youd|someone|anyone|of) ${FILLER}(?:(?:could|can|might|would|have|has|want to) ){0,2}${FILLER}(?:${HELPING}|time|capacity|room|sell)`,
  ),
  request(
    `\\b(?:whats?|whos|whens|which|are|is|how|have|about) ${words(4)}your ${words(2)}(?:terms|packages?|plans?|services|minimum|moq|lead time|supplier|next (?:course|class|workshop|cohort|batch))(?:$| ,| for| on| like)|\\bdo ${YOU} (?:do|give|run|take) ${words(3)}(?:discounts?|deals|wholesale|bulk|trials?|workshops?|commissions?|${SERVICE})\\b|\\bare you (?:still |also )?(?:open|available|free) for (?!lunch|dinner|coffee|drinks|a beer)|\\bwhat do you have (?:in stock|available|for sale)|\\bare you still looking for (?:clients|work|projects|customers)\\b|\\bwhats the (?:cheapest|smallest|best) (?:plan|package|price|rate)\\b|\\bwork(?:ing)? together\\b`,
    { only: 'question' },
  ),
  request(
    `\\bhow (?:do|can|to|does|could) (?:(?:i|we|one) )?(?:apply for|sign up|enrol+|subscribe to your|get in on|get access to (?:your|the beta)|book (?:a|the) (?:workshop|session|slot|place|call|consult))|\\b(?:want|like|love|keen|curious) to (?:hear|know|learn|see|understand) (?:more )?(?:about (?:your|the ${OFFERING})|what you|how you)\\b|\\blets (?:set up|find|book|schedule|arrange|grab) (?:a|some) (?:time|slot)\\b`,
  ),
  // asking to buy, to join, to be in touch: "we'd like to hire you", "sign me up", "can I try it"
  request(
    `\\b${WE} ${ASIDE}(?:(?:would )?(?:like|love|want|need|ready|happy|keen|hoping|looking|wish) to|interested in) (?:buy(?:ing)?|hire|hiring|order(?:ing)?|purchas(?:e|ing)|book(?:ing)?|sponsor(?:ing)?|try(?:ing)? (?:it|that|your|this|one)|test(?:ing)?(?: it| your|$)|(?:work|partner|collab[a-z]*)(?:ing)? with you|join(?:ing)? (?:your|it))(?:$| )`,
  ),
  request(
    `\\b(?:interested in|love to|like to) (?:buying|hiring|ordering|work with you|hire|buy)\\b|\\b(?:have|got) (?:something|work|a job|a project|a gig) for you\\b|\\b(?:hire|book|commission) you\\b|\\bget (?:my|our) hands on\\b|\\bid like (?:a|an|one|two|some|[0-9]+) ${words(3)}of (?:that|your|those|these)\\b|\\byou convinced me\\b`,
  ),
  request(
    `\\b(?:sign (?:me|us) up|put (?:me|us) (?:down (?:for|as)|on (?:the|your) (?:wait ?)?list)|i want in|im sold|add me to (?:the|your) (?:wait ?list|list))\\b|\\b(?:[0-9]+|one|two|three|a) ${words(3)}for (?:me|us) please\\b`,
  ),
  request(
    `\\b(?:can|could|may) (?:i|we) (?:(?:please|also|still|maybe) )?(?:try (?:it|that|this|your)|buy (?:it|one|this|that|your)|join (?:it|your)|have your|get your|(?:get|have|see) (?:a|some) ${words(1)}(?:price|sample|discount|referral|coupon|invite|pricing)|order)\\b|\\b(?:can|could|may) (?:i|we) (?:book|hire|reserve|schedule|buy|purchase) (?!the (?:room|meeting))|\\b(?:i|we) want (?:a|the|your) (?:demo|quote|call|trial|link)\\b|\\b(?:can|could|may) i ask (?:you )?${words(5)}about your\\b`,
  ),
  // "happy to pay", "I'd pay for somebody to fix it", "budget is 500", "3 icons, paid"
  request(
    `\\b(?:happy|willing|ready|glad|prepared) to (?:pay|spend)\\b|\\b(?:id|wed|ill|we will|i will|i would|we would|can i|can we|could we|could i)(?: (?:just|even|gladly|happily|also)){0,2} pay\\b(?! (?:attention|for (?:lunch|dinner|coffee)))`,
  ),
  request(
    `, (?:its |this is |will be )?(?:paid|paying)(?: (?:of course|ofc|obviously))?$|${START}(?:paid (?:of course|ofc|obviously|work|gig|job|role)|paid)$|\\bbudget (?:(?:is|of|around|about|up to) ){0,2}(?:[0-9$]|small|tight|flexible)|\\b(?:have|got|with) ${words(3)}(?:budget|(?:bucks|money|dollars|quid|[0-9$]+k?) to spend)\\b|\\bwould pay (?:for (?:a|an|someone|this|that|it)|someone|anyone)\\b|\\btake my money\\b|\\b(?:i|we) have a (?:brief|project|job|gig)\\b`,
  ),
  // "know anyone who cleans windows?", "anyone near Derby who does Saturdays", "does anyone give lessons"
  request(
    `(?<!\\b(?:i|we|we all) )\\bknow (?:anyone|someone)${HERE} (?:who|that) ${WORKS}\\b|\\b(?:anyone|someone) (?:near|around|close to|in) [a-z]+(?: [a-z]+)? (?:who|that) ${WORKS}\\b|(?:\\b(?:anyone|someone)|${START}who)${HERE} gives? (?!(?:css|utility|base) )${words(2)}(?:lessons|classes|courses|workshops)\\b`,
    { only: 'question' },
  ),
  // asked of one: "can you cater for 60", "send me what you'd propose", "could I try yours", "links welcome"
  request(
    `\\b(?:can|could|would) ${YOU} ${FILLER}cater for [0-9]|${ASKING}(?:all )?send (?:me|us) (?:an? (?:offer|quote|proposal)(?! from)|what (?:you|youd|your team) ${words(2)}(?:propose|suggest|offer|charge))\\b|\\b(?:can|could|may) (?:i|we) try yours\\b|\\b(?:id|wed|i would|we would) (?:like|love) to sign up(?:$| ,| for your)|(?<!\\b(?:no|not|never|without) (?:[a-z]+ )?)\\blinks (?:are )?(?:welcome|encouraged)\\b`,
  ),
  // "quotes wanted", "wanted: VA", "suggest me", "please recommend", "taking quotes"
  request(
    `(?:\\b(?:${WANTED}|${WORK}|${SERVICE}) (?:wanted|needed)|${START}(?:wanted|needed) ,)(?:$| ,| for| asap| in| by| [a-z]+$)`,
  ),
  request(
    `(?:\\bplease |${START})(?:suggest|recommend|refer|introduce|connect|advise)(?: (?:me|us))?(?: (?:to|with))? (?:a|an|any|some|someone|good|reliable|decent|cheap|${WANTED})\\b|\\bplease (?:guide|mentor|teach|advise) |\\bplease advise$|\\bsomeone (?:please )?(?:teach|guide|mentor) (?:me|us)\\b`,
  ),
  request(
    `\\b(?:taking|collecting|comparing|accepting|inviting|open to|open for|shortlisting|shopping for|choosing|evaluating|vetting) ${words(3)}(?:quotes|quotations|bids|pitches|proposals|applications|applicants|${PROVIDER}|${OFFER}|submissions)\\b|${START}rf[pq]\\b|\\b(?:put|throw) your (?:name|hat) (?:forward|down|in the (?:hat|ring))\\b`,
  ),
  request(
    `\\b(?:offers|pitches|quotes|proposals|applications|bids|applicants|promo|plugs|${PROVIDER}) (?:are )?(?:welcome|fine|ok|encouraged|feel free)\\b|^(?:weekly |friday )?(?:self )?promo(?:tion)? thread`,
  ),
  request(
    `\\b(?:revert|reply|respond|get back|come back|comment)(?: back)?(?: to (?:me|us))? with (?:your|a|the) ${words(3)}${SHOWN}\\b|(?:\\b(?:please|could you|can you) |${START})quote (?:me|us|for)\\b|${START}(?:please )?(?:send|share) ${SHOWN}\\b|\\b(?:please|can you|could you|can your team|could your team|bitte) (?:send|prepare|make|give|submit) (?:(?:me|us) )?${words(3)}(?:offer|quote|quotation|proposal|estimate|contract)\\b`,
  ),
];

/**
 * The author speaks of what they do, made or could do for somebody: whoever then says "how much?" or
 * "link?" asks for that.
 */
export const MENTIONS =
  /\b(?:(?:i|we|ive|weve|id|wed) (?:(?:also|actually|mostly|mainly|just|recently|now|currently|used to|often|usually|have|got|myself) ){0,2}(?:do|run|build|built|make|made|sell|offer|teach|design|designed|write|wrote|coach|provide|speciali[sz]e|freelance|created?|launched|opened|wrapped|help|helped|shoot|rent|print|repair|fix|bake|paint|sew|knit|code|photograph|edit|translate|tutor|cater|host|organi[sz]e|produce|import|roast|brew|craft|supply|could|can|did an?|have an?|got an?|been (?:doing|building|running|making|selling|freelancing|designing))\b|(?:im|were|we are|i am) (?:(?:also|actually|now|just) )?(?:an? |building|selling|running|launching|opening|offering|teaching|freelancing|taking)|(?:my|our) (?:[a-z0-9]+ ){0,3}(?:studio|agency|shop|store|company|business|services?|team|tool|app|plugin|course|newsletter|templates?|e?book|workshop|products?|day job|side (?:gig|project|hustle)|makes?|builds?|sells?|designs?)|for a living|on the side|(?:at|on) (?:the )?weekends?|freelancing|consulting|day job|just (?:wrapped|launched|finished|shipped|opened|released)|been (?:building|doing|running|making|designing)|running an?|got an?|happy to|there is an?|want (?:me|us) to|slots?|spots?)\b/;

const OPENER =
  '(?:(?:and|so|ok|okay|oh|ooh?|nice|wow|omg|hey|hi|yes|yeah|yep|cool|then|btw|really|wait|hmm+|sure|also|but|great|lol|haha|interesting|sounds (?:good|great|interesting)|congrats|definitely|please|perfect) ?,? ?){0,4}';
const IT = '(?:it|one|that|this|some|those|them|two|three|both|[0-9]+)';

/** Wants what was mentioned. Without a mention these words say too little. */
export const INTEREST: readonly RegExp[] = [
  /^(?:(?:oh|ooh?|omg|wow|hi|hey|haha|yes|yeah|yep|sure|ok|okay|def|definitely|absolutely|go on|go for it) ?,? ?){0,3}(?:please(?: do| share| send)?|go on(?: then)?|go for it|go ahead|tell (?:me|us)(?: more)?|tell us about (?:it|that)|do tell|say more|how so|im (?:in|down|game|keen|all ears|interested|listening)|count (?:me|us) in|show (?:me|us)|which one|where|more|deal|(?:very|super|so|really) (?:useful|helpful)|id be (?:up|down) for (?:it|that)|(?:that )?(?:would|d) be (?:so |super |really )?(?:great|helpful|amazing|awesome|useful|lovely|wonderful|perfect|fantastic|brilliant|cool|nice|good|kind)|lets (?:do (?:it|this)|go ahead)|(?:now )?im (?:curious|intrigued)|when and where|can we (?:talk|chat|speak))(?: thanks| thank you| please| then| now)?$/,
  new RegExp(
    `(?:^|, )${OPENER}(?:(?:the|a|any|your|send|share|drop|got|have) ){0,2}(?:links?|price|pricing|cost|portfolio|rates?|details|info|pics|photos|demo|website|site|url|name|samples|address|waitlist|how much|minimum order|lead time|moq)(?: ,)?(?: please| me| now| then)?$`,
  ),
  new RegExp(
    `\\b(?:(?:i|id|we|wed|ill|well|we will|i will|i would|we would|would) (?:(?:would|definitely|really|totally|also) ){0,2}(?:want|need|take|buy|read|use|try|love|like)(?: (?:to )?(?:see|try|test|read|know|hear|join|buy|have|get|use|take))?|give (?:me|us)|need|(?:put|count) (?:me|us) (?:in|down)(?: for)?) ${IT}\\b`,
  ),
  /\b(?:give (?:me|us)|count (?:me|us) in|put (?:me|us) down|where do i sign|tell (?:me|us) (?:how|where|what|when)|can we (?:talk|chat|speak)|im (?:curious|intrigued)(?:$| ,)|looking for (?:exactly )?(?:that|this|something like)|do you think you could|how is (?:it|that|this) different|whos (?:it|this|that) for|are you (?:expensive|pricey|cheap|any good)|(?:got|have you got) any|(?:might|may) have a (?:client|project|job)|(?:can|could) i send you|what [a-z]+ do you (?:give|offer|take)|redo mine|got a [a-z]+$|that would (?:save|help)|how (?:long|soon|fast|quickly) (?:would|could|can|do|does|will) (?:it|you|that)|(?:might|could) (?:need|use|want) (?:that|this|you|it|some)|(?:let|tell|notify|ping) (?:me|us) (?:know )?when|(?:exactly|just) what (?:i|we) (?:need|was|were|am|are|want))\b|\bid (?:love|like) to (?:see|try|test|read|know|hear|join|buy|have|get|use|take)\b/,
  /\b(?:how (?:does|do|would|did|will) (?:it|that|this|these|they|your|you) (?:[a-z]+ ){0,2}work|how (?:do|can|could|would|does) (?:i|we|one) (?:sign|join|get|buy|order|book|apply|sponsor|start|try|register|hire|use)|where (?:can|do|could|should|would|does) (?:i|we|one) (?:get|find|buy|see|sign|order|read|join|learn|apply|book|install|download|try)|what (?:kind|sort|type)s? of (?:[a-z]+ ){0,3}do you)\b/,
  new RegExp(
    `(?:^|, )${OPENER}whats?(?: (?:is|does|do|exactly|would|about|are)){0,2} (?:it|that|this|included|(?:the|your) (?:[a-z]+ )?(?:price|cost|catch|link|name|rates?|timeline|turnaround|minimum|moq|lead time|process|next steps?)|next steps?)(?: (?:exactly|all|called|about|do|cost|cover|include|involve|run|like)){0,3}(?:$| and )`,
  ),
  /\b(?:do|does|would) (?:you|she|he|they|it|yall) (?:(?:also|still|ever|even|actually|guys) ){0,2}(?:do|make|ship|take|sell|teach|build|offer|cover|handle|work with|work for|deliver|come with|run)\b|\b(?:are )?you (?:(?:also|still) )?(?:free|available|booked|taking|for hire|doing|selling)\b/,
  /\b(?:can|could|may|would) (?:i|we) (?:(?:still|also|please|just|maybe|possibly) ){0,2}(?:get|have|try|join|buy|order|book|use|steal|grab|test|take a look|sign up|read|borrow|hire|pay|take|come|pick|ask)\b|\bmind if (?:i|we)\b/,
  new RegExp(
    `\\b(?:can|could|would|will) you (?:(?:also|maybe|please|be able to|do|possibly) ){0,2}(?:do|make|build|design|fix|take|look at|quote|handle|help|send|share|show|ship|print|set up|sort|write|teach|link) (?:(?:me|us|over) )?(?:${IT}|mine|ours|me|us|something|a |an |the same|the link|the details|our|my)`,
  ),
];

/** What a question is about that asks after a mentioned offer: its terms, its place and time. */
export const TERMS =
  /^(?:(?:and|but|so|ok|cool|nice) ,? ?)?(?:can|does|will|would|could|is|are) (?:it|they|these) (?!down|broken|slow|true)[a-z]|\b(?:price|pricing|cost|costs|fee|minimum|moq|lead time|turnaround|delivery|deliver|shipping|ship|in stock|custom orders?|availab(?:le|ility)|spots?|slots?|next (?:one|cohort|round|step|steps|batch|date)|recordings?|enrol[a-z]*|wait ?list|sign up|trial|beta|demo|github|(?:can|could) you start|engagements?|retainers?|onboarding|guarantee|how much|(?:free|paid|cheap|monthly) (?:plan|tier|version)|licen[cs]e|join|works? with|get started|look like|(?:app )?store|pay you|is (?:it|this|that) (?:free|paid|open source|live))\b/;
