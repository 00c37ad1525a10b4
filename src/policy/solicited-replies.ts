import { ANYBODY } from './solicited-words.js';

/**
 * What ends a request or speaks against one: refusals, closings, sellers' words, tales; and how leave is
 * asked and given. In the plain form of solicited-words.ts, and bounded as the patterns there are.
 */

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
  /(?:^|, )(?:(?:no|nah|thanks|sorry) ,? ?)?(?:im|were|i am|we are|all) (?:good|fine|covered|ok|okay|happy)(?:$| ,| thanks| thank you| for now| with (?:what|the one|our|my))/,
  /\b(?:i|we|ive|weve) (?:already )?(?:have|got) (?:someone|an agency|people|a (?:guy|person|team|dev|designer))(?: for (?:that|this|it)| already|$)|\balready (?:(?:have|has|got) )?(?:got )?(?:someone|it covered|it sorted)\b|\benough (?:offers|replies|quotes|dms)\b/,
  /\b(?:id|wed|i would|we would) (?:rather|prefer) (?:you )?(?:not|didnt|dont)\b|\b(?:not|isnt) the (?:place|time|channel)\b|^(?:please )?(?:stop|(?:hard )?pass)$/,
  /(?:^|, )(?:no need|not (?:right )?now|sorted|solved|resolved|false alarm)(?:$| ,| thanks)|(?:^|, )(?:(?:i|we|ive|weve) )?(?:went|gone|going) with [a-z]+(?: in the end| instead)?$/,
  /\b(?:maybe (?:next|another) (?:year|time)|closing this|(?:got|get) it working|(?:its|is) (?:sorted|solved|fixed|resolved) now)\b/,
  /\b(?:not|no longer|never) (?:really |actually |currently |that )?(?:interested|looking|in the market|needed|hiring)\b/,
  /\bno (?:thanks|thank you|thx|longer need)\b/,
  /\b(?:found|hired|went with|picked|chose|chosen|booked|got) (?:one|someone|somebody|what (?:i|we) (?:need|needed)|(?:a|an) (?:great |good |new )?(?:freelancer|agency|designer|developer|dev|consultant|copywriter|expert|company|tool|app|solution|person))\b/,
  /\b(?:never ?mind|nvm|nm|disregard|ignore my)\b/,
  /\b(?:(?:im|we|were|i am|we are) )?(?:all (?:set|good|sorted)|good now|sorted now|(?:got|get) it sorted)\b/,
  /\b(?:position|role|job|spot)s?(?: is| has been| was)? (?:filled|taken|closed|gone)\b/,
  /\b(?:stop|quit) (?:dming|pming|messaging|msging|emailing|mailing|contacting|spamming|texting|calling|pinging|pitching|sending|bothering|harassing|trying)\b/,
  /\b(?:leave (?:me|us) alone|unsubscribe|(?:remove|take) (?:me|us) (?:from|off)|go away|(?:dont|do not) (?:dm|message|contact|email|text|call) (?:me|us) (?:again|anymore|any more))\b/,
  /\b(?:changed (?:my|our) mind|solved it|fixed it|worked it out|got one now|figured it out|problem solved)\b/,
];

/** A seller's own words: beside them "DM me" invites customers, not offers. */
export const SELLING =
  /(?:^|, )selling (?!to )|\b(?:(?:we|i) (?:also |now |currently |can |do )?(?:offer|provide|help|sell|speciali[sz]e|build|design|create|deliver|boost|grow|run|make|launched)|(?:i|we) can show you|we represent|(?:our|my) (?:services?|product|platform|audience|readers|mastermind|tool|app|course|clients|offer|shop|latest)|[0-9]+% off|discounts?|promo code|free (?:trial|audit|consultation|guide|course|strategy call)|limited (?:time|spots)|for sale|for free|ill (?:share|send|show|give))\b/;

/** Contact for those whom it may concern: "DM me if you're interested", "to book a demo, email us". */
export const SELLING_CONTACT =
  /\b(?:if (?:your|youre|youve|(?:you|u|anyone|anybody|someone|somebody|any of you)\b(?! (?:know|can|could|might|do|offer|have (?:any |the )?(?:experience|availability|time|capacity)|are (?:a|an|available|free|able|good))\b))|(?:anyone|who|whoever) (?:(?:is|are|ever|would|else) ){0,2}(?:interested|needs?|wants?|looking|keen|curious|struggling)|if interested|(?:me|us|out|touch)(?: via [a-z]+| in dms?| here)?(?: (?:today|now)\b| (?:for (?:(?:a|an|more|the|your|any|free|our|special) ){0,3}(?:discount|code|coupon|price|prices|pricing|rates|quote|details|info|information|demo|deal|deals|offer|link|access|trial|consultation|audit|help|recovery|services?)|to (?:learn|get|buy|order|book|claim|grab|start|join|sign|find out|know|secure|reserve)))|^to (?:learn|get|buy|order|book|claim|grab|start|join|sign|find out|secure|reserve))\b/;

/** A seller's opening question: "Tired of low open rates?" */
export const SELLING_QUESTION =
  /^(?:(?:still|ever|who|whos|do you|you|anyone|does anyone|so|else) ){0,3}(?:wants?|wanna|need|lost|tired|struggling|looking|ready|interested|curious|stuck|sick)\b/;

/** Told of, not asked: "people keep messaging me", "he asked if anyone could recommend". */
export const TOLD =
  /\b(?:(?:he|she|they|someone|somebody|guy|people|client|customer|boss|user|users|bot) (?:just |once |also |has |had |have )?(?:asked|wrote|posted|said|says|told|keeps?|kept|messaged)|(?:keeps?|kept|constantly) (?:dm|message|messag|email|call|ask|send|text|ping)[a-z]*|asked (?:me|us|him|her|them) (?:if|to|for|whether)|all the time|every (?:day|week|single))\b/;

/** The author asks leave to write: "mind if I DM you?", "can I send you details?" */
export const ASKS_LEAVE =
  /\b(?:let me know if (?:you|youd|anyone) (?:would )?(?:want|like|need)|^(?:do you |you )?want (?:a|an|the|some|one|it|to see|to try|to join|in)|would it help|would you like (?:the|a|an|me to|to|some|one)|(?:i|we) could (?!use|not|be|have|go|come|meet)[a-z]+|(?:^|, )interested$|(?:i|we) (?:can|could) (?:build|make|send|show|do|help|set|put|share) (?:you|it|that|this|together|one)|(?:(?:can|could|may|shall|should) (?:i|we)|(?:mind|ok|okay|cool|alright|fine|good) if (?:i|we)|(?:want|like|happy for|ok for|okay for|need) (?:me|us) to) (?:(?:please|maybe|just|quickly|also) )?(?:dm|pm|message|msg|email|mail|call|ping|text|contact|reach out|write|send|share|tell|show|drop|pitch|connect|introduce|put|hook|book|make|build|help|have a look|take a look|introduce)(?:ed|d)?)\b/;

/** The answer that gives it. */
export const GIVES_LEAVE =
  /^(?:(?:hi|hey|oh|haha|lol|well) ,? ?)?(?:yes|yep|yeah|yea|yup|ya|sure|ok|okay|of course|absolutely|please do|please(?! (?:dont|do not|no|stop|not))|i would|deal|go ahead|go for it|definitely|sounds (?:good|great)|(?:(?:that|it) )?(?:would|thatd|itd|d) be (?:(?:so|super|really|very) )?(?:useful|lovely|wonderful|perfect|fantastic|brilliant|cool|good|kind|great|nice|helpful|awesome|amazing)|id love|i would love|by all means|fine by me|no problem|feel free|totally|certainly|why not|works for me)\b/;
