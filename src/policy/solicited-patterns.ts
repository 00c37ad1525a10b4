import {
  ADVICE,
  ANYBODY,
  ASIDE,
  ASKING,
  CONTACT,
  FILLER,
  HELPING,
  HERE,
  NEEDING,
  OFFER,
  PROVIDER,
  RECOMMENDATION,
  SEEKING,
  SERVICE,
  SHOWN,
  SOUGHT,
  START,
  WANTED,
  WE,
  WORK,
  YOU,
  request,
  words,
  type RequestPattern,
} from './solicited-words.js';

/** How people ask for candidates, recommendations, help or contact in English chat. */
export const REQUESTS: readonly RequestPattern[] = [
  // "does anyone know a good freelancer", "anyone know how to", "do you know someone who"
  request(
    `(?:(?:${START}|\\bplease )who|\\b(?:${ANYBODY}|do ${YOU}|does ${YOU})) ${FILLER}kn(?:ows?|ew) (?:of )?(?:a|an|any|some|someone|anyone|somebody|anybody|who (?:can|could|does|might|offers)|the best|good|how to|where (?:i|we|to) (?:can |could )?(?:find|get|hire|buy))\\b`,
  ),
  // "if you know a good designer", "let me know if anyone has a contact"
  request(
    `\\bif (?:you|yall|${ANYBODY}) (?:knows?|can recommend) (?:of )?(?:a|an|any|some|someone|somebody|anyone)\\b`,
  ),
  request(
    `\\bif (?:you|yall|${ANYBODY}) (?:have|has|got) (?:a|an|any|some) ${words(3)}(?:${PROVIDER}|${RECOMMENDATION}|someone|somebody)\\b`,
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
    `\\bwho (?:do|does|would|should|can|could|did) (?:${YOU}|i|we|people|everyone|everybody) ${FILLER}(?:recommend|use|hire|suggest|go to|go with|talk to|speak to|contact|work with|trust|ask(?! about)|email|message)\\b`,
  ),
  request(`\\bwho (?:does|did|made|makes|prints|supplies|built|designed|handles|manages|runs) your\\b`, {
    only: 'question',
  }),
  request(
    `\\b(?:what|which) ${words(4)}(?:do|would|should|does|can|could) (?:${YOU}|people|everyone|everybody|i|we) ${FILLER}(?:recommend|suggest|advise|go with|hire|pick|choose|trust|buy)\\b`,
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
    `\\b(?:${RECOMMENDATION}|${ADVICE}) (?:please|needed|wanted|welcome|required|(?:(?:is|are|would be|much|greatly|really|very|highly) ){0,3}appreciated)\\b`,
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
    `(?:${START}|\\b(?:im|i am|were|we are|is|are|now|still|also|currently|actively) )hiring\\b(?! (?:manager|process|freeze|platform|tool|is|was|has))`,
  ),
  // "help me please", "please help"
  request(
    `(?:${START}|\\b(?:please|someone|anyone|can you|can u|could you|could u|kindly|free to|able to|willing to) )help (?:me|us)\\b`,
  ),
  request(`\\b(?:please|someone) help\\b`),
  request(`^help$|${START}help (?:please|needed|wanted|with)\\b`),
  // "DM me", "feel free to reach out", "my DMs are open"
  request(`${ASKING}${CONTACT}`, { contact: true }),
  request(`\\bplease (?:dm|pm)\\b`, { contact: true }),
  request(`\\b(?:my )?(?:dms?|inbox) (?:are |is )?(?:always |wide )?open\\b`, { contact: true }),
  request(`\\bslide into my dms\\b`, { contact: true }),
  request(
    `\\b(?:like|want) (?:him|her|you|them|someone|somebody) to (?:dm|pm|message|msg|email|call|contact) (?:me|us)\\b`,
  ),
  // "send me your portfolio", "share your rates", "tell me more"
  request(
    `${ASKING}(?:send|share|forward|drop|post|pass|show) (?:(?:me|us|over|along|your|some|a|an|the|more|any) ){1,3}${words(3)}${SHOWN}\\b`,
  ),
  request(
    `${ASKING}(?:send|pass) (?:it|them|that|those|one|some|this)? ?(?:over(?! (?:the|my|our|a)\\b)|my way|our way|to (?:me|us))\\b`,
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
  request(`\\bmore (?:info|information|details) please\\b`),
  request(
    `(?:${START}|\\b(?:im|i am|we are|were|very|definitely|super|quite|also|be) )interested(?:$| ,| please| (?:in|for|on|with) (?:your|this|that|it|hearing|learning|knowing more|working with|hiring)\\b)`,
    { only: 'statement' },
  ),
  // "what do you charge", "what are your rates", "do you offer", "are you taking on clients"
  request(`\\bwhat (?:do|would|did|will) ${YOU} (?:(?:usually|typically|normally|guys) )?charge\\b`),
  request(
    `\\b(?:your) (?:(?:hourly|day|daily|project|monthly|retainer|current|usual|typical|going|freelance) )?(?:rates|rate(?! (?:of|for (?:open|click)))|pricing|prices?|fees?|rate card|availability)\\b`,
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
    { contact: true },
  ),
  request(
    `\\bwhere (?:can|could|do|should) (?:i|we) (?:hire|book|sign up|(?:find|get|buy) (?:a|an|some|good) ${words(3)}(?:${PROVIDER}|${OFFER}))\\b`,
  ),
  request(
    `\\b(?:anyone|someone|you) ${FILLER}(?:have|has|got) (?:the )?${words(4)}(?:${PROVIDER}|someone|contact|number|details)\\b(?! (?:accounts?|console|docs|mode|tools?|portal|meetings?|plan|list)\\b)|\\b(?:anyone|someone) ${FILLER}(?:have|has|got) (?:any )?experience (?:with|in)\\b|${START}(?:(?:know|got|have) )?any (?:good|decent|cheap|reliable|affordable|trusted|recommended|great) (?!news|ideas?|reasons?|luck|way|time)`,
    { only: 'question' },
  ),
  request(
    `\\b(?:can|could|would|will) you ${FILLER}(?:do|make|build|design|write|print|fix|create|draw|bake|sew|edit|translate|set up) ${words(5)}for (?:me|us|my|our)\\b|\\bplace to (?:hire|find|buy|source|order)\\b|\\bway to (?:hire|find|get|source) (?:a|an|some) ${words(2)}${PROVIDER}\\b|\\b(?:what|which) ${words(3)}(?:${PROVIDER}|${OFFER}) did you (?:end up|go with|use|hire|choose|pick)\\b|\\b(?:need|want) (?:my|our|an?) ${words(3)}(?:done|fixed|redone|designed|built|printed|redesigned|translated|edited)\\b|${START}could (?:really )?(?:do with|use) ${words(3)}${WANTED}`,
  ),
  request(
    `\\btell (?:me|us) (?:who|what|which) (?:[a-z]+ )?you (?:use|recommend|charge|offer|do)\\b|\\blet (?:me|us) know (?:your ${words(2)}${SHOWN}|when youre (?:free|available)|how much|if you (?:can|could|would|might) (?:be able to )?${HELPING}|if (?:youre )?(?:interested|available))|\\bwould you (?:be )?(?:interested in|open to|up for) (?:a|an|taking|doing|working|helping|some)\\b|${ASKING}send (?:me|us) (?:more|something|stuff|a few|some)\\b`,
    { contact: true },
  ),
  request(
    `\\b(?:anyone|who|you)${HERE} (?:wants?|up for|down for|down to|keen|interested in|open to|fancy)(?: to| on)? ${words(6)}(?:swaps?|swapping|collab[a-z]*|partnering|team(?:ing)? up|trading|cross promot[a-z]+)\\b|\\banyone${HERE} (?:free|available|around) (?:to (?:${HELPING}|do|take|join)|for an? ${words(2)}(?:call|shoot|project|gig|job))`,
  ),
  request(
    `\\b(?:anyone|someone|any|who|whod|where|you|your)\\b (?:(?!(?:looking|needs?|wants?|after|searching|require|hiring) )[a-z0-9$%&]+ ){0,8}${SOUGHT}\\b(?! (?:accounts?|console|docs|mode|tools?|portal|meetings?|plan|list)\\b)`,
    { only: 'question' },
  ),
  request(
    `(?:\\b${WE} ${ASIDE}|${START}(?:please )?|\\bplease )(?:needs?|wants?|require|after|seeking|looking for|(?:would |d )?(?:love|like) to (?:see|get|have|hear)|could use|in need of|send|share|tell (?:me|us)|let (?:me|us) know|give (?:me|us)|hit (?:me|us) with|throw (?:me|us)) (?:(?:the|your|me|us|some) )?(?:[a-z0-9$%&]+ ){0,6}(?:${SOUGHT}|(?<=\\b(?:the|your) )(?:price|prices|charges|rates?|pricing|cost|quote))\\b`,
    { only: 'statement' },
  ),
  request(
    `\\b(?:can|could|would|will) you ${FILLER}[a-z]+ (?:[a-z0-9]+ ){1,6}for (?:me|us)\\b|${START}mind (?:taking|having|looking|checking|reviewing|reading|testing|giving|lending|proofreading)\\b|\\b(?:grateful|thankful|appreciate it|helpful|amazing|great) if (?:someone|anyone|you) (?:can|could|would|might)\\b|\\bplease put (?:me|us)\\b|\\bwho (?:can|could|would) (?:do|help|fix|make) (?:it|this|that)\\b|\\bwhod be (?:up for|able|willing|interested)\\b`,
  ),
  request(`${START}any ${words(4)}(?<!\\byour )${PROVIDER}\\b`, { only: 'question' }),
  request(
    `(?:${START}|\\b(?:has|have) )(?:anyone|someone)${HERE} (?:tried|used|hired|worked with) (?:a|an|any|some|good) |\\b(?:something|anything|one) (?:cheaper|better|similar|simpler|comparable)\\b|\\bwhich ${words(4)}(?:${OFFER}|${PROVIDER}|one) (?:is|are|works?) (?:the )?(?:best|better|cheapest|most)\\b`,
    { only: 'question' },
  ),
  request(
    `\\bwhere (?:to|(?:can|do|could) (?:i|we|you|people)) (?:(?:buy|order|source|hire) |get (?:custom|cheap|good|decent|nice|affordable|quality|bulk|wholesale) )|${START}tag (?:someone|anyone)\\b|\\bwho wants (?:it|in|the (?:job|gig|work))$`,
    { contact: true },
  ),
  request(
    `\\b(?:have|has|is there|are there|got|about|for|of) ${words(3)}(?:openings?|vacanc(?:y|ies)|internships?)\\b(?! (?:of|an?|the|in (?:our|my)|next|this)\\b)|\\b(?:someone|anyone) (?:please )?(?:build|make|fix|write|design|do) (?:this|it|that|me|us|my|our)\\b|\\bwhat (?:would|should) (?:you|i|we) (?:improve|change|fix|add|do differently) (?:on|in|about|to|with)\\b`,
  ),
  // any of these with an object of its own: "looking for an accountability buddy", "need an app, what's good?"
  request(
    `(?:\\b${WE} ${ASIDE}|${START})(?!asking )${SEEKING} (?:a|an|any|some|someone|anyone|new|another|brands|shops|stores) (?!${words(3)}(?:way|setting|option|button|bug|reason|place|file|docs?|page|method|fix|workaround|field|list|report|commit|word|example|link|flight|break)\\b)`,
    { only: 'statement' },
  ),
  request(`${START}(?:i |we )?(?:need|want|looking for) ${words(5)}${WANTED}(?= (?:[a-z0-9]+ ){0,8},)`),
  // "who here does audits", "who sells the labels", "anyone do copy", "who's good with Figma"
  request(
    `\\b(?:who|which of you|anyone|someone)(?: else)? (?:here|in here|in this (?:group|channel|chat)|around here)(?: (?:who|that))? (?:does|do|makes?|can do|could do|freelances?)\\b`,
  ),
  request(
    `(?:${START}|\\b(?:does|do|so|and|is there) )(?:who|which of you|yall|anyone|someone)${HERE} (?:who )?(?:sells?|suppl(?:y|ies)|prints?|designs?|offers?|provides?|repairs?|rents? out|freelances?|teach(?:es)?|manufactures?|(?:does|do|makes?) ${words(3)}${SERVICE})\\b`,
  ),
  request(
    `\\b(?:who|anyone|someone)${HERE} (?:who )?(?:can|could|would|able to|that can|wants? to|available to|willing to) ${FILLER}(?:design|build|code|write|make|edit|fix|set up|migrate|audit|translate|print|draw|illustrate|shoot|slice|develop|supply|do|beat|check|proofread|sort) (?:me|us|a|an|our|my|some|one|that|this|[0-9]+)\\b`,
  ),
  request(
    `(?:${START}|\\b(?:is|need|looking for|paging|calling|know) )(?:who|whos|anyone|someone)${HERE} (?:(?:is|thats|really|pretty) ){0,2}(?:(?:good|great|experienced|skilled|fluent|handy|savvy) (?:at|with|in)|(?:with|has|have) ${words(3)}(?:experience|expertise|skills|knowledge))\\b`,
  ),
  request(
    `${START}any ${words(3)}(?:wizards?|gurus?|ninjas?|nerds?|pros|geniuse?s|folks|takers|volunteers)\\b|\\b(?:calling|paging|shout ?out to)(?: out)? (?:all|any|every|anyone)\\b|\\bup for grabs\\b|${START}(?:whos|anyone|who else is) interested$`,
  ),
  request(
    `\\bwho (?:printed|designed|illustrated|supplied|shot|manufactured|supplies|(?:made|built) (?:these|those|your)|does your)\\b`,
    { only: 'question' },
  ),
  request(
    `\\b(?:is|are) there (?:a|an|any|some) ${words(3)}(?:who|that) (?:can|could|would) (?:help|do|check|fix|look|${HELPING})`,
  ),
  request(
    `(?<!\\bwhy (?:are|is) )\\b(?:anyone|who|whos|you|company|team)${HERE} (?:(?:is|are|still|currently|already|also) ){0,2}(?:hiring|selling|renting|offering|lending|freelancing|available for (?:work|hire|freelance)|taking (?:on )?(?:(?:new|more|any) )?(?:clients|projects|work|orders|commissions|bookings))\\b`,
    { only: 'question' },
  ),
  request(
    `\\bif (?:anyone|someone|you)s? (?:(?:is|are) hiring|hears? (?:of )?(?:anything|something|any openings?)|(?:sells?|makes?|offers?) ${words(6)}i want)\\b|\\bkeep (?:me|us) in mind\\b|\\bopen (?:to|for) (?:work|hire)\\b|\\bhit (?:up )?my dms?\\b|\\badd me on\\b`,
  ),
  // "anyone got a minute to look", "who's got capacity", "anyone want to swap shoutouts"
  request(
    `(?<!\\b(?:when|if|once) )\\b(?:anyone|someone|who|whos|you|yall)${HERE} (?:got|has|have|with|free for) (?:(?:a|an|any|some|spare|free|quick|few|couple|of|five|ten|[0-9]+) ){0,4}(?:min(?:ute)?s?|secs?|seconds?|moment|time|capacity|bandwidth|availability|room|slots?|vacanc(?:y|ies)|openings?)(?:$| ,| free| to (?!(?:waste|kill|spare)\\b)| for (?!(?:this|that)$))`,
    { only: 'question', contact: true },
  ),
  request(
    `\\b(?:anyone|someone|who|you|any ${words(4)})${HERE} ?(?:wants?|up for|down for|down to|keen|interested in|open to|fancy)(?: to| on)? ${words(6)}(?:swap|swapping|collab[a-z]*|partner|partnering|partnership|team(?:ing)? up|trade|trading|cross promot[a-z]+|gigs?|cowork|together|call|chat|with (?:me|us))\\b`,
    { contact: true },
  ),
  request(
    `\\b(?:have|has|got) ${words(2)}(?:(?:promo|discount|referral|invite|coupon|affiliate|voucher|demo) (?:codes?|links?)|coupons?|vouchers?)\\b`,
    { only: 'question' },
  ),
  request(
    `\\b(?:have|get|share|send|pass on|passing on|sharing|whats|got) (?:me )?(?:his|her|their) (?:details|contacts?|info|number|email|site|website|handle|portfolio|rates)\\b|\\bpick (?:your|someones|anyones|some|a few) brains?\\b`,
  ),
  request(
    `${START}(?:(?:ill|let me|i just|just|i|ive|i have) )?(?:(?:dm|pm|message)(?:ed|d)? you|sent you (?:a )?(?:dm|pm|message|msg|brief|email))\\b(?! (?:when|once|if|the|later))`,
    { contact: true },
  ),
  request(
    `\\bwhats (?:the )?(?:best |easiest |fastest )?way to (?:reach|contact|hire) (?:you|someone)\\b|\\bhow (?:can|do|could|should|would|to) ?(?:i |we |one )?(?:reach|contact|hire|book|pay|get (?:a )?hold of|get in touch with) (?:you|your|someone)\\b|\\bwhats your (?:email|number|whatsapp|website|site|handle|contact|calendly|insta)\\b|\\bdo you have (?:a|an) (?:calendly|website|site|number|email|whatsapp|contact)\\b`,
  ),
  request(
    `\\b(?:want|like|love|keen|happy) to (?:hear from|talk to|speak to|chat with|connect with) (?:you|people|folks|anyone|someone)\\b`,
    { contact: true },
  ),
  request(
    `\\b(?:can|could|may) (?:i|we) (?:just )?(?:shadow|talk to|speak to|pay|hire|learn from) (?:you|someone|anyone|an? )`,
  ),
  // "where would one find a bookkeeper", "best popup app?", "what's everyone using for reviews"
  request(
    `\\bwhere (?:can|could|do|does|would|should|did) (?:i|we|you|people|one|yall|folks|everyone) (?:(?:even|actually|usually|normally) )?(?:(?:buy|order|hire|purchase)\\b|(?:find|get|source|look for) ${words(4)}(?:${PROVIDER}|${OFFER}|${SERVICE})\\b|(?:get|have) (?:[a-z0-9]+ ){1,5}(?:made|printed|done|manufactured|shot)\\b)`,
  ),
  request(
    `${START}(?:(?:so|and|ok|whats|whos|any|anything|hi|hey|a|the|your) ){0,2}(?:best|cheapest|good|decent|favou?rite|go to|top|better|cheaper) ${words(3)}(?:${PROVIDER}|${OFFER}|than)\\b|${START}(?:(?:any|good|cheap|cheaper|better|what are the|some) ){0,2}alternatives?\\b(?! (?:text|text|route|is|was))`,
    { only: 'question' },
  ),
  request(
    `\\bwhat(?:s| are| do| does)? (?:everyone|everybody|yall|you guys|you all|people|folks|you)(?: all)? (?:using|use|recommending|going with) (?:for|these days|now|instead|nowadays)\\b|\\bwhat are (?:my|our|the) options(?: for|$)|\\bwhat should (?:i|we) (?:move|switch|migrate|change|upgrade) to\\b|\\bworth (?:getting|hiring|paying) (?:a|an) ${words(2)}${PROVIDER}`,
  ),
  request(
    `\\bdo(?:es)? (?:a|an|any|such) ${words(3)}(?:${OFFER}|${PROVIDER}) (?:[a-z0-9]+ ){0,4}exist\\b|\\b(?:need|want|looking for) (?:something|anything) (?:that|which) [a-z]+|\\bhow (?:to|do|does|would|can) (?:(?:i|we|you|one|people) )?(?:(?:go about|even) )?(?:hir(?:e|ing) (?:a|an|someone)\\b|find(?:ing)? ${words(3)}${PROVIDER}\\b)`,
  ),
  request(
    `\\bwhom? (?:can|could|should|do|shall) (?:i|we) (?:approach|contact|talk to|speak to|hire|reach|turn to)\\b|${START}${RECOMMENDATION} (?:on|for|about|as to|who)\\b|${START}(?:please )?knows (?:anyone|someone) ${FILLER}(?:a|an|any|some|good|who)\\b`,
  ),
  // "roast my page", "feedback on my store?", "save me from liquid", "I wish someone would just do it"
  request(
    `${START}(?:please )?(?:roast|critique|tear apart|rip apart|judge) (?:my|our|mine|ours|me|us)\\b|\\b(?:feedback|thoughts|opinions?|critique) (?:on|for) (?:my|our) `,
  ),
  request(
    `\\b(?:someone|anyone|please) (?:please )?(?:save|rescue) (?:me|us)\\b|\\bwish (?:someone (?:would|could|did) (?!explain|tell|had)|there was (?:a|an|someone))\\b|\\b(?:i|we|im|were|my|our) (?:[a-z0-9]+ ){1,12}, help$`,
  ),
];
