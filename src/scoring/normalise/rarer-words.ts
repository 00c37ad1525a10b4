// Made by models/training/common_words.py: do not edit.
/** Words of English chat that are less common, lower case, commonest first; see the script for the method. */
export const RARER_WORDS = `
anxiety transactions idiots expires democrats ubuntu python array binary merge framework criminals democrat
obama plugin cache goin folder merged static leaders deletion variable putin citizens currency parameter
configuration executable plot libraries immigration sudo custody intense fraudulent json node urgent kernel
isolation bless exhausted jane murdered subs relief pics airlines arrogant billions demo fools idiocy
idiotic imma rewards faces raped compiler minimal downloaded headers unblock republic grades redirects
trolling lmfao satisfying therapist colorado louis programmer debug hackers contest biased mysql packages
plugins claire commons thailand senator gmail doin algorithm evaluate insanely launchpad lawyers miami
nomination questioning republicans routing healing scam sexist coward goddamn laughed overwhelmed formatting
prod dumbass graduate narcissistic providers realistic introduction tags catholic leftist electricity
implemented commented compiled expanded kong loops modules rails restart interfaces templates upgrades
threatened islam muslim muslims butts delicious murderer supporter dough filthy hugs networking secretary
thesis bible filming hahah trolls tweets victory alleged bitter frontend runtime thanx islamic nuggets
variables compiling rationale bday kindness strategies texting clarifying config configure contributor cron
formatted grep hosted mapping repository scripts timezone unblocked analogy elite punk asinine babe
incapable minister victims afaik nazi pacific participants christopher mesa seed telephone workplace
technically heroin indians controller imply plural reverting revision unclear variant wrap font renamed
sorting boots chick clueless conservatives deserved financially liberals peak shoulder twist wealth arrival
receipt separately assigned crooked fiat jungle tampa duty marry pills pipeline sheep diagnosis edgy
incompetent irrational irresponsible laura nightmares obnoxious partners retarded toddler tulsa columns
evolution inserted richard activation assault beware blessing capitalism childhood coolest customize
debugging desert discipline editorial editors emoji equals executing functionality garden gate gateway
geometry hash hopeful implement investigation jewish jews losers mayor metadata outrage paypal peers penalty
sanders signup singapore sourced stood terrorists tracker trauma tutorials william configured encrypted
installation iptables naming opengl precisely rail recreate repositories requiring rotated sandbox scaling
separated unix waves dishonest embarrassment exhausting fought kissing misunderstood outlook prescribed
scares arrogance mixer precious presumably render resolving undo unrelated unsupported wording extensions
identical oracle realy specs wierd committee daughters doomed selfie arbitrary glance involvement
represented terminology terrorist tony tweak afghanistan bait coke divorced georgia howard israeli laughable
pence props punishment sleepy summaries taxi trending ache affection cringe cursed dishes friendships junior
motivate polar scrolling seasonal span stabbed studied traumatic vibe vibes whiny allegations assets chair
hike industries maga straw wipe controversial convention graph merging processes socket suppress unity
wheels announcement disagreements formed motion namespace prize threshold autism bothers burgers clone
concise devs fascist freakin hateful hearts inspiring lakers mystery negativity opposition poverty
realization recognizing tradition trailer uber assign backend browsers bytes compilation dragging frequency
minimize null rendering sector expose furthermore hoax invented mama offender ridiculously ruled scientists
stfu sweden venezuela veteran vietnam vision authentication callback canal collaboration comprehensive
compressed contrary daemon distributions downloading emulator filename garage genre gnome holder implied
inclusion logos matching prefix radius reboot recipes remark straightforward timer warring wireless buzz
cite cruise deaf dirt entertaining franchise googled guts irish measures minaj mindless navy nite notion
producer rite symptom taco talented transgender unreal woah amusing caution chemistry clutter credibility
element hitler implying involves nazis partisan relations acted assertion avoided baseball clause clothing
increasingly mothers reflects roof stadium tongue transparent affordable baggage blogs conscious contacting
cowardly crave criticize dependency devastated disconnect disruptive expressions highs horror immature
inability incidents moods pace partnership prioritize sneak thrive accommodate apology archived bounds
copyright declaration distinguish flawed gradually guideline hooks indicated indicates layers mechanic noob
notation nvidia outputs partitions popup protocols searches skipped stub transformation vector credited
declare genocide icons journalism markup photograph renaming sentiment virtually alias buffer clues cycles
mask rebuild spotify widgets wire airplane allah celebrating chuck cruz crystal dallas dressing emotion
fires islands laughs opposing rising teenage trustworthy ultra abusing accusation adorable athletes beneath
bent convicted coworker espn exposing fonts greek itunes marathon mods narrative outdated poison populist
productivity psycho retired stake veterans vomit windshield adress alerts algorithms anal anna arab arsenal
ashley attending barrel bend bitching blessed bone booking brah brownies burrito buyers carolina cheetos
colours coping corporation dats denying deposited digits disc disclose dramatic drunken excuses fastest
fifth floppy fringe gays happiest heap hills implications interviews irritated jsut lesser limiting linear
listener locks loneliness macs mailed mary matched mathematics newspapers nonetheless notebook onion
outrageous overtime paragraphs passwords phil phony pixels pockets prediction promo prone psychiatrist
psychologist punch rats rebel resizing respectful rice sayin sheet shite shoulders shove sleeps sliding
smoked sorta splash stink strain strings suffers sullivan supreme talents terminated themes theyre tiring
todo token torrents trends twins upgrading vegetables verifying waited watchin zoom achievement adopt angle
anthem astounding bites blatant broncos bros bulls butter canceled caption cereal chaos clouds commonly comp
corporations defensive devils drones dumber feminist floating fragile fries frog hospitals iirc invested
knees laziness lightly lips liverpool mint mommy nails nicer phoenix photography placement plasma pork
potatoes privilege promising riddance roasted snake speedy starbucks strawberry supportive sword tasted
tattoo terrifying thot trading uneducated vaccines vagina volunteer wingers woulda blacklist blanked
citizenship communist dragon encouraged engaging estimate homosexual joseph marking override oxford scott
sided singles substance unfamiliar viewed weasel whilst accuracy aligned apples baked binding boundary
crypto cursor detection dumps duration estimated identification independently infra insensitive noisy
overview partition pointers pops portable probability sanity snapshot triggering accidental allot assistant
battling begging bleeding booze brains burst calories chores cigarette compassionate concentrating confront
crawl dealers dental disposable drained draining dressed dysfunctional encouragement excitement feasible
feeds fiance funk grandfather grim hatred havin hunger impacted interacting liquor manageable marijuana
mediocre memes memorable merry midterms milestone moderate partly podcasts qualities relaxed relieved
rewarding roommates roses sack spouse stupidly surround survived tanks thankfully vodka wired wounds xbox
admins allocated applicable automation beef binaries bluetooth builder bundle computing conventions
correcting definitions determining disappears ditto drew electrical emailed enforce executables factual
fedora filesystem folders gems greedy hesitant idaho ipad kings largely losses migrate nginx noun observe
offset opera oppose oriented packets pope prints repost reverts rewritten router scripting simultaneously
smallest socks specialized struck syrup techniques timestamp tournament transparency tricks valued vary
verifiable andy assaulted assumptions attended bruce buys cheats citation competitive conduct considers
critics disgusted endure exploit finances founded glorious goofy graduated hahaha harassment homosexuality
intentionally jimmy lawmakers locals maniac neglect northern nuke premier prominent realizes revealing rifle
rome sells severely sounding tragic utah anchorage arrange authorization avenue barry beginners brakes
brightness brush cherry chop classical comcast container cory deer deflect deposits designation devil divide
drown earthquake efficiency egypt elect eleven engineers females frightened funded furniture fusion
generator germans headphones hobby hotspots hows hurricane hype illinois immigrant influenced institute
interval intrusive jenny jerry juan juno lamp landed landlord magical malaysia males marvel merit michelle
miracle mushrooms nanny natalie nationality nintendo notable olympic overcoming papa plants pocket
presidents printer puerto purchases relieve repairs roots rotten routes saudi scum sean spirits stereo
superbowl supervisor sweat tasty texted thou thoughtful tier traits tuned uninstall williams archives
becuase beings char containing converter dice environments exports goto hopeless lookin mainline permitted
reserved shoots smiley specification stat synced transfers viewer accessibility adjusted align alternatively
arrangement atheist attribute authorities beatles censor combine conflicting conviction dash elementary fame
francisco greece highlight implementing intervention leagues matt moore norm observed patent persistent
politically popularity prefers reliability settlement specifics standalone technique triple universities
userspace workshop wrongly accessed assess assured authenticate avail beforehand clears competent didn euro
froze globally hassle indonesia institutions outline redirected reimburse renewed restored slight teens
tempted tube upsetting utilizing vendor yikes accent allocation arcade arts atlanta audit beers boards buggy
cleveland collapsing columbus crafted depart destiny expiration expire factory finishes fort fudge graham
grill jackass lawn luxury mahal manufacturer mario mcdonalds mega menus micro minnesota missouri motor
nevermind noting oreo outgoing payroll penny pepper preferable rainbow reinstall reinstalling sara selecting
sophisticated steak sydney troubleshoot verification victoria wisconsin wolf youll activists aswell backs
baltimore biden billy blames broadband communists creep cuba dads dammit deaths dennis douchebag falsely
follower founding fred grabs guests hamburger holocaust hometown honorable horrific illegally illegals
impress industrial intellectually jelly jessica josh killers leftists lineup manchester manhattan messes
miller missiles morgan murders negotiate nets novel openly oranges outright pill pisses polls portland pose
posters prolly pronounced proudly reagan rocks roger roller salon sang shed shouted showcase simplest
snippet stewart symbolic tooth tops toronto trap twin washed washing withdrawing accusing adequate agrees
basket bearing blanket borrow careless collected complained dean doubled faggot farmers feminism gawd glenn
hacks harmed honolulu horn icky jason justification labour magazines millionaire misinformation offices
organized orlando pardon prostitutes prostitution quietly restrict sewer socially stereotype synonyms
thoroughly threaten underestimate whale academy accumulated addict advocate affair aftermath ahve angles
appropriately arriving assisted audition behavioral behaviors binge boil boyfriends bums capabilities cease
charity cigarettes comforting constraints continuous coordinate costing counselors couples creators
credentials cups cured dealer deploy dining doom drain dumping earnings earns ebola economics embassy emily
ethics evidently excel exercising facilities fitting flames flaws fridge gettin gossip grabbed hella hers
homes hustle hypocritical imagined impatient jake jared lauren leaning listens literature lousy lows mafia
makin masculinity memorial mere mileage morals negatively nephew niece noone outcomes outs outsider overhead
overthink paranoia parenting patrick perpetual pitiful plumbing podcast portfolio predictable pressed
preventing prospects provider purchasing redundant regulations rejection relatives reluctant retail retire
ripped screams sensitivity separation shelf smokes socialize spinning spoil staring starter stepping
stupidest suspended swings teasing temper tendencies tendency texture thirsty tolerate tonite transitions
tremendous unbearable undone unpopular unsafe unwilling upside utilize vacations vaccine vandalism visits
whine whos winds wives youngest abandon abstract accidents adhd advisors aliens allocate ambassador anderson
ankle apologizing argentina argued ascii athens awaiting awarded badge bake balances bandwidth barred
behaving bernie beverly bigots billionaires blacks boarding bodies bonds booth bouncing bounty brett buck
bullied bumper bury buses bust bypass calculation canadians capitol captions carpet cave censorship champ
champions chan chaotic chilling circular circus citations clark classification clicks clubs colony communism
compatibility compliant component components composer const costa cowards creatures cries curb cyber
darkness debts declared delphi delta demonstrated deprecated deranged designs despair detected diagram
dimension directories disability disappoint disappointing disney drake draws drilling dull easter equation
europeans everyones excluded exec exposes extensive fart fatigue fever fifteen fighter filing finals finland
firmly flour forming franklin freaks freshman fundamental gear genetic gifts girlfriends gist globe glory
gods grabbing greet grind guessed hacker hamas harassed hart harvey haven headline heights herd homie
homophobic hunter hypocrite illiterate immigrants implementation implementations improves incorporate
incremental independence indiana indicating infant infuriating injection inquire inspect installs
instruments interpreted intervene invasion jacob jets journalists juicy kate kathy kennedy kenya kitten
knicks lang lasts latex laughter leaf lend licensed licenses linda listings lobby lunatic madness magically
majestic makeup manipulation manufactured maria massacre mates matthews mediation mississippi monopoly
mountains mounted murdering muscle mutual myspace nato needy newborn nominations noodles notch occurring
officers olds oppressed outstanding owning packs pasting pension peppers persists photoshop phrases picks
pittsburgh pixel plates platinum playback plugged plugs poly posing pounding powerless predicted pregnancy
prep presidency presidential pressures probe proceeded produces professionals profound programmed
proprietary prosecutor protesting punctuation purse questioned rachel racists raging rapist recession
reconcile recount reflected refreshing regain regional registry relying reminding reopen repeal replay repo
reporters residency respectively restaurants retard revenge rewarded rewriting rico schema scientist scrap
screenshots segment senators shakes sheets shifts shining shootings shorts sickening simulate slaves slices
slut smiles snacks snakes sock spain spicy spoilers stackoverflow stare stones stripe struggled subsequently
sushi suspicion symbols syncing taiwan taxpayers teaches technologies tenure therapists thief thieves tina
toast todd tomato tommorow tourist tourists trademark tragedy transit tropical tweaks tweeting twilight
tyler underage underrated unemployment uniform unnecessarily unused uploading upstream upvotes vanished
vegan vertical viewpoint vital vulnerability wallpaper weakness wealthy weapon wings wipro witch witness
witty wrestling wright yard accepts accomplishment accurately assert assignments associate awfully bashing
beautifully boise breach breast chemicals clinically collective compulsive conscience consumed contemplating
cooks counted craving demonstrates denies digest disagrees discontent dreading embedded essence exaggerating
expectation fantasies finite focuses grandson grounded guiding headaches healthier heartbroken hormones
individually interactive interrupt intuitive isolate isolating jennifer judgemental lean lighter
masturbation metaphor misery motivating narcissist nerves numb oral paired participated peaceful perceive
perspectives pleasant pleasing practiced readily respecting schoolwork sibling sits slump sociopath spiral
stages starters structures summarize thanksgiving treatments troubled uncertain unloved unpack venture verge
violations weights worthwhile ambiguous analytics apache axis backlog barrier carries civilians colleague
comparable condescending conducted constraint demonstrating descriptive distributed dmesg downside
duplicates emphasis exploration grows ideology illustrate impose indefinitely indexed intentional interpret
investing leap licensing mocking mono moreover optimization perl persist puzzled reload roughly rows
shortcut smoothly sole sparse strive touches translated troubleshooting unusable upto upvote visibility
xcode artificial artistic barack batch bishop blacklisted collapse contention convenience cooperation
deceptive definately designated discouraged discrimination edward fascism fifa flagged fortunately gibson
judged jumped manga metro observations occasions odds operations optional pointer precision probs proportion
psychology readability redesign reducing reflecting resist robin sandy scandal signatures slipped socialist
sprite stalking statue striking subset targeted tokyo torrent vandalized victor wilson absent academics
accomplishments alike apologized backward blonde bridges bunny casino classroom cliff clinic conclusions
craig degenerate dispatch dock endorsement escaped examined exceeded excluding existent failures fortunate
hangs harmless helicopter historic hyper labeling leaking lifting loathing macho massively materials merits
mining nevertheless noble norway oath occupied oklahoma paved piling preserve publication puke randy
reasonably richest rioting rounds saint sanctions sins soap stamps stir suspected tearing testimony
ungrateful urban viable warrant whales adjustments admitting adventure aggression alliance amaze angels
animated appealing appetite arctic asses astrology autonomous baker barriers bases bastards bigot biting
blankets bloom boats bombs booty bottles brainwashed brands brew bricks bronze brooklyn browsing bullies
canary carrier cart casual celebrity certified cesspool chains chalk chanting chefs chelsea chili choke
clinical clown coins commies compensation cons continuously corn coworkers craft crippling crispy crowds
crushes curve dakota dawg delighted delusion dems dense designer desires devastating discourse distraction
dodger dominance drank drum duke dumbest duties eager erased escalated expanding explore exploring fade
fallout farther favorable felony filth finest firearms firstly flew flexibility fold fond fundamentally
funeral galaxy genes gentle googling gullible hammer hats haunted hawaiian headlines heavier historically
horny hulu hypocrisy iceland imaginary impulse initiative inspiration instinct interfere intimacy keeper
kissed kitty lefty legislation libertarian lick lobster lore lovingly lucid ludicrous manipulate mans
medications melting microwave momentum mutually mysterious myth needle noises nukes numerical nurses
nutritional oatmeal ofcourse opponents orleans outlets overpriced oxygen palace pale palm patriots
photographer pokemon pole polygon popped potter praised prey priced profits protective punched pursuit
puzzle rabbit reap reckless redeeming reduction regulation relapse remained resentment resistance rides
robbed romance rookie rope ruling rural rust satan scarred screens seal sexism sexuality shark shill
shitting slam slang smear smiling snapchat sonic specialist starring stem stepped streaming strongest stunt
sunk supremacists survivors swamp syria tale tattoos tennessee tennis theaters tobacco trades traitor trans
transitioning trillion trips trophy trucks tweaking tweeted unarmed unethical unhinged unite unlocked
unlucky valentine variation verb vista vocabulary ward watches welfare welp willfully willpower wished
witnessing woken worn xanax yelled activating afterward aspire attributes builds cached corresponding
datetime deactivate dynamically encoding exited gotcha handler happend highlighted infront inputs inserting
insist integration keywords lease maintained modes modifying mute nodes okey periodically pronounce
recovered removes reproduce rotate screws semantics specially streams susceptible travis urls variants
webpage wiping wizard acquired adjusting akin alan alexa alignment analyze apologise approximately aptitude
artifact atlas austria backups bands basement beans bios blade blob broadcom bumped centered challenged
championship chapters characteristics charm checksum citing civility clash clerk columbia comics
configurations considerable constructed controversies corrupted crust curl darker debian debut deliberate
delicate dependencies dialog discourage disks distribute districts downvote downvoted downvotes dropdown
dubious engines entities envelope escaping extending faulty filenames flaw flows fluffy forking frameworks
gathering gears genus hashes heated heating helper herbs hong howdy importing indexes indexing inevitably
init intel interpreter iranian jean kits launcher launching legendary lite literal malware martial
mechanical mechanics messenger metric metrics modification mongolia multiply natively naughty navigation
newsletter numpy obscure observer occured offs olive operated orphan ottawa outer outlet packaging parish
patents performs phenomena phrasing poetic populate ports portuguese powder primitive ranger rear receiver
recipients recognised reconfigure reduces remarkable renew reopened respective robust rugby schedules
scholars scholarship sensor shrink sidebar solves speeds stripped structured stumped subscribers substituted
succeeded swimming symlink terminating timeout toggle toolbar trait triggers undefined underneath vain
vatican violating welcoming wget whichever wich withdrew workaround wrapped xorg aaron abuses alexander
alice allies announce assessed asset astonishing atheists babbling baffled bananas bans bedtime belive
billie biology bonus bothersome boulder braces brad britney buddies buffalo cakes cent charter chloe clay
consists controversy cows cuddle cutest davis daycare dementia devoid disappearing disgraceful disrespected
dodging douche drowning dumpster eachother electronics elephant elephants enjoyable enjoys equality fearful
flock forks gaga gasoline geez generals goose gordon govt graduating grammy grams greed greenland hail
heater hectic helm hooray hosts hover hyped imposing inauguration indie indigenous injuries insecurity
institutional intolerant inverse invites jeans kittens ladder landscape lasted lawsuit lebron mandate
manning markets marxist matthew measurement megan meme meth moody negotiating netherlands nursing obese
occupation ontario operators oval pairs panties patriot pedestrians pedophiles penguin pillow pour prayer
predicting prosecuted pumping punching puppets rainy ranks rationalize rebuilding regarded rigged righteous
rofl salvador savage schooling shelves sherman shoutout shrimp simplicity slacking slide smartest spider
spinach stab stain starve steady surgeon sweets taxed tesla thier throats traumatized tuition turd uncivil
underwear undesirable unilaterally unverifiable uploads vermont violate viral wolves worship yells accord
acknowledged admission aired alumni anchor applaud arise armour auction banning blues bombing byte canon
capitalist circuit coalition coded companion consult continually contradictory converting criticizing
departure dignity documentary fascinating flipped gadget gaps highlighting identifying imposed inactive
initiated jeez jordan lifted meetup minorities minus misguided monarchy perry persuade precedence prejudice
province quantum raises reinstate rihanna rubbish scottish seemingly segments sept similarities similarity
simplify slash sneaky solar spacing statistical summit sworn tactic thingy toes ukrainian unblocking vanity
voter warranted warrior waving whitelist wiped yourselves abusers administrators admits agreements albeit
architect backlash bathrooms bisexual borderline buried carl censored censoring cheering churches cites
colleges consumption contracts corp corps crowded defeated destroys disagreed disregard disrupt dissolve
distrust eats elizabeth endlessly engineer equipped excessive fiction fooling fucks furious gospel harming
horses hurricanes hysterical imports incentive infected intoxicated investigating ironically labelled
lawsuits lesbian lewis loudly manipulated manufacturing masked mice mold molested mosque motive nailed
nominate obtained occasion palestinian peanut plainly platforms portrayed precedent priceless prizes prop
pulls reasoned restroom ripping routinely sacred salute scrutiny slapped slaughtered smack speculation
sponsor spotlight stripes subtle sylvia tedious thee thereof tick trains trashed weirdo whack administrative
adoption aiming anticipated atom avoids bogus captured cleaner collaborative collections comply compute
connectivity contradicts conveniently danish databases defer delays delegation descriptions dict diffs
disabilities dive drafts dummy emulating enforced entitlement etiquette evaluated familiarity fundamentals
gamers gamma generates generous geographic governance grouped guarantees hammers healed hominem hurtful
impacting impolite inbox infact infinitely informative initialize inline integrate intuition invoked lambda
latitude macro mechanisms misread misunderstand mock mounting norms nostalgia notably objection offend
offending overlap overload painfully participant passport pastebin pinned poking politely preparation
pricing prompting prompts publications recreated researching rollback safer scanning secs sensors simulation
slightest sponsors submissions subreddit subscriber subsequent suffice surname surprisingly thorough thumbs
tolerated tracing twitch typos unreadable untill untrue urgency usernames violates volunteering welcomed
abnormal advertisement aimed anne arguably arises asserting associations balancing betting beyonce bigotry
blatantly blindly bloated branches bravo cents ceremony combining commission communicating compelling
compete construct corners correctness cynical daunting decimal declining definitive deployed deserving
diagrams disabling distracting douglas egyptian encourages essays establishment estimates eternal
exceptional exclusively exhibit fairness fatal favors featuring francis funnier genetics gesture harassing
harvard heritage hugely humble hyperbole illustrates impressions informing inherited insignificant
instrument internationally intersection invaded invoke iraqi jeffrey learnt liberalism marie modest oddly
outbreak outreach overlooked palin pedro performances petition philosophical playground poem poke premise
prohibited provinces purge qualifications repaired representatives representing responds reversed revisit
rhetoric rick rightly riots rocket sabotage satisfaction selective sequel sheriff sincere singers specifying
stephen studios succinct tails temple thai tiresome tracked transformers trumps twit umbrella unpleasant
unqualified verse weighing welcomes whoa wholly willingness xmas acid aggregate albums amazes annoys
attitudes banter bench betrayed biography blackberry bliss boiled boomers booming bore bosses bounce briefly
bruh bullets celebrities centuries chess chuckle civilization classified comeback comfy compensate
complications consulting contempt contributes correlation coupled cousins cracks craziest creature crotch
crude danny dearly delusional demon demons denmark destinations detached dilemma discord diss dissatisfied
disturbed ditch downhill dragged drill effectiveness explosive fist flaming flashes flowing frowned fuels
hahahahaha heaps heartbeat heartbreaking ideals idol imbalance implicit inept infection inherit insights
insisting instincts integral intensive introducing invading jerks kidney kindergarten kisses kudos labs
lanes legitimately lifelong lighting logically mania mexicans morally morons motorcycle motto neglected
neural nothin nutrition obey objectively obligated obliged oblivion oblivious obsession occupy optimism
paradise paraphrasing passengers peep pigs piles poetry ponder positives presentations pretended privately
proactive prohibit pros prospect pumpkin qualifies raining rapping realistically reconsider reflective
rejecting reminders repeats resent reservations responsive retreat rivers robinson runner sadistic
sandwiches scams scumbag seriousness shallow shameful shelter shred simulator skilled skull slipping slug
smashed smelling soil solver someones sought souls soundtrack sour squeeze stabbing stacking stale stinks
stroke stumbled superiority superman surveys sustain sustainable swallowing swim taxing teenager thirty
thrilled tidy timely tinder toddlers tolerable torn tremendously tsunami unconditional undoubtedly uneasy
unfold unnoticed unproductive upsets upvoted validated verbal verbally voluntarily voluntary wage whomever
willingly wound youve alienated amend analyst attacker attributed backgrounds bangladesh beacon beds bleed
braindead brutality cabal casting cheered chew choir chorus coaching cocaine comb commentator companions
confronted continent crazier critically deluge density discredited dominant elderly embarrass enterprise
evolve exceptionally excess expenditure exploding facility foreigners foremost forests friggin fundraising
hahahaha hierarchy honoring iconic indulge inferior inherent insightful judgmental jumps kinder knocked lays
leafs lining mails manages margin maverick mirrors misfits monitoring moscow murray mythical nationwide
nichols nigger nobel noose numbered overdue overnight palmer passage pennies pickup pipes placing privileges
profession professors projecting provoke pseudo qatar quotation rand recognizes reelected regulated remedy
rooting scammers secular semitism showers slippery smelly snide socialized societies sovereignty spine
squads stalker steven stocks streak stunning supplies surviving suspend swallow swiss tighten timed towns
toys trashy travels treaty tribe trooper wayne wicked worms accessories additions alongside annoyance
arduino arithmetic arun async banging beginner bloat checkout chime completes compression crypt
customization dashboard determines discontinue django doesn droid edges emulation encountering evolved
examine exits exported extracting fiddle filtering flooding fuss gates graphs handing havnt heres hooking
immune installations inter intervals kermit knocking launchers leftovers lightweight maximize migrating
migration moan musician obsolete optimal parentheses picky plausible postgresql previews quits reckon
reconnect redirecting regression reread reside resolves rooted sans satanic seeding shine skipping slots
spammed storing suprised theoretically threading timestamps tweaked unmet verizon volunteers wether whit
wires wrapper youd abuser accidently aids albert amazingly amber antonio arabs argh arrows ashes assertive
asshat attendance authoritarian baseless belfast believers belligerent billboard billionaire blanking
blender bloomberg boasting brainless brandon brats brooks browns buffet cabin cabinet camry cannon
capability carol carter catches chaps charger cheapest christy clapped clinging clumsy cole comey
comparisons compelled comrade concentration constitutional courageous cowboy cracker crow dances deed
demeaning denis detriment detrimental dictators dime diner dinosaurs dint diplomacy disagreeing disciplined
disgust disingenuous disrespect donuts doubting doug dreadful dresses dubai dylan elevated elevator
encyclopedia equating equivalence ethnic evolving financing firearm firewall flake forehead fricking furry
gardner glare graduation grape greatness grumpy hearted heather heels highschool homophobia horrendous
hugging idle impacts incumbent injustice innovative intercourse jefferson joanna kent khan knots
knowledgeable kosher lance landlords lawful libya lipstick liquid louisiana lurking lynch lyric majorly
manifested marc mcconnell median medieval merchants meter midst midwest millennial milwaukee ministers
monsters morbid motley nationalist negro neon noodle nuisance nuked offspring oliver outfits oven overboard
pancakes parasite peeps permit pete peterson philippines pierre pisces pollute pornography portray posed
preaching privileged prof prosperity psychopaths publicity queens quiz rampant ranch rangers ranking rants
rebels reform rehearsal resign respects rested retiring retort roaming robo rockies rogue ross rusty seafood
senses sentenced shade shirley sideways skirt slimy snowflake sobbing spencer spewing stalin stalk
starvation stevens stoners subway suspects swanson swearing sweetie swollen talkpage tallest tenants ther
tidbit towers transmission transmitted trunk truthfully unconstitutional underground understatement unicorn
universally unsourced vacuum vaping veggies vicious virgins virtue visually vitamin vivid vladimir wakes
walker whatsapp widespread wooden wwii abilities accomplishing achieving adaptation addicts adequately adore
advocating aged agonizing allen argues assumes attracts authoritative autistic autonomy backbone bankrupt
belonging booted breaker brick brighter burdens cali cautious celebrated coexist communications compound
conditioning condone congratulate connects consensual constitutes consumes courtesy cruelty daylight decency
dedication defended deficient depended desirable developments dial diego dislikes dismissed disrespecting
doable dread drooling earliest emerging emphasize employ empower empowered empowering enables enduring
enlist entertained ethically evaluating existential explanations explanatory externally findings flirt flux
forbid forgiven formerly founder freaked frustrations fullest gains gentleman grease husbands identifies
imperfect inadequate inadvertently inclined incompetence indicative inexperienced infested interviewing
investigated invitation judgements lengthy liars litter locating locker longtime louder lowering measuring
minors mirroring misuse mouths muscles nagging nonexistent nurse overweight pains pandering peacefully
pedophilia personnel pertaining pertinent pesky philadelphia pilates pinpoint positioned positivity possess
prevalent profoundly progressing promptly proximity pumped punished puzzling quantity rebound regulatory
remainder remembering repetitive repressed resetting resignation resolutions restraining rouge ruins rumors
runaway savior scans scientifically selves shifting shuts signaling simplistic sinking slowed societal
solidarity spends staggering standardized steer sticky stranded stretching summarizing sunlight sunshine
superficial swept tease theft ticked timeless toughest unbiased undue unhelpful unimportant unsolicited
upfront upping valve vastly visitors vulgar wellness wishful withdrawn workload accross acquire adept adhere
adjusts aforementioned aging agitation animations appreciation asterisk axes basics bind bitten blunt
brackets bribe bricked broader bugging captures casing casts casually chars chronological clips coder collab
colored complains composition conceptual conclude confuses considerations consoles constitute constructively
correspond costly cube debated deemed deficit delegates derived dictate dimensions dirs disastrous
discomfort diversity doubles drastically embedding exhaustion exiting exploits extraction fabulous facial
fiber firmware flagging flooded footprint fstab fulfill fuzzy guided hybrid hypothetical immense
inappropriately incoherent incur indirect initialization instability instruct intact integrating
interference jest juggling laden lara launched launches ldap leftover likewise lingering locale maximized
meanings mildly misinformed mocked moot movements newark notepad notorious nudge nutshell objecting
objections offence openness optimized overkill pedantic periodic persisted personalities playable polling
poses positively prevented processor progresses protections protects racial ramifications randomness reacted
recklessly recursion reformat reinstalled remake rephrase respectable restarted restriction reveals revoke
schemes selector sentiments shady skeptical slim spammers strategic suppressing tagging tangible tens
thanking timeouts translating unavailable uncanny uncommon undoing uninformed unrealistic unrecognized
unwillingness usefulness util vaguely vids vitriol webserver willful woot wraps yield absorbed achievements
adjustment advertise alarmed allegedly alphabet amiss anecdotal announcing appointed arbitrarily athlete
attractions automate bass beam bids bland calculator canonical capturing catholics chamber checklist
cinematic civilian classify classy collateral comprehension condemned conducting consequence containers
cooler counsel counterproductive courts crimea cutoff cyrus darwin deadlines dedicate deem denominator
departments dictator directing disrupted dodgers downright drastic duly dyslexia electorate eliminating
emailing emperor enthusiasm eugene evasion exceed extremists fence fifty fluent fortress forwarded fossil
foul frogs fuller genital glaring glitch governing grad greg hashed heterosexual hillary horizontal humorous
inconvenient inflation intending interviewed investigations islamophobia italians jose jury justifies
juvenile kerala kiev legion magnet marginal masses matrix mccain merchant methodology migrant milan mills
milo missile moderator modifications montreal morality namely nasa nathan naval obtuse operative ordeal
organizing orphaned outlandish overturn overwhelmingly parsing patches phenomenon physician pinging pledged
poet poker posh preliminary premature pretentious priesthood provincial quebec rack raid ranked referendum
refute regex relies remix rendered romney rounding rumor rushed samples satellite scouts settles shapes
singled slavic slope southwest sporting stamp strangely stubborn stuffs superb suppressed surreal survivor
switches synonym theoretical thickness thunder tigers tornado totalitarian transcript tribes troubling
uncalled unchanged unions unneeded unpaid unprecedented unprofessional unseen unwise vampire vein ventures
vibrant warfare wary whatnot willie yawn absorb academia accompanied accomplishes advising alarming
allergies anarchist apathetic apes arabic associates attendant automobile badass barbara beleive bidding
bleach brits broadcast brutally brute bulk caesar camping caregivers carriers christie clan claw climb
climbing cock coherent concluded confessed conquer costume coulda criterion critique crushing cuban cubs
curry deceiving defect defective defy demonstrations differing disadvantage discretion dishonesty dismiss
dismissive dispose doctrine doubtful drift dung eclipse emerge emulate endorse endured enlighten
establishing exaggerate executes exhaust exploited falsehood farmer favorites favours fema filmed fleet
flipping forefront foundations founders fruits fucker fueled funniest futile gallery gauge geniuses
graduates gram granddaughter grapes greasy grieving guards hahahahahaha helen henry illnesses illusion
immensely imploding inference inflammatory injecting insidious instructor insufferable intimate
introspection invocation johnny julian knives koreans kurds lessen lone loot madam magnitude malaria mankind
meltdown mentor mercilessly methinks mislead momma mosques motivations muster muted nascar negatives
negligence newcomers obligations omit opaque opted organ orthodox outed paradigm penetration pirate pissing
planted playoffs poland predictions preserving prick proposition psychiatric psychologically purged pursued
pushers railway recycling remembers reposting reserves respectfully retards revolutionary ridden ridge
ronald roster rudeness saddam scout secured shaming shield shoveling slogan sobs spouses squarely stiff
stirring suburban succinctly summed supermarket surprises tapping temperatures tenth terrific terry
testicles thatcher thirteen traction transgendered trashing trim ukrainians unjustified villain wading wagon
warriors weary westerners whip whoops witnessed wrongdoing abandonment abbreviation abyss activism activist
adapter adulthood advocates aggressively alleviate altered amen analog analyzing anticipate arresting arse
assad atmosphere attraction auntie authentic authors babylon backyard bankruptcy batman battalion bees
beijing bein believable benghazi biggie birthdays blackmail bong borrowed boycott broccoli brownie buffoon
bulb butterflies cadre campaigns camps cancellation capcom casey cauliflower centric characteristic chased
chef cherished chopped chump cider civilized clarified clowns coal cocky comedian comical commercials commie
compliance concede cone conflicted cork cottage counseling counsellor coup crass craziness creations crock
crunch daft dares darling deadly decreases defenders deletes delivers demented demographic demonize
demonstration deploying descendants despise dinosaur diplomatic disadvantaged dodgy dolt donations donkeys
dork downgrade drafted drought ducks dummies dysfunction eagle economies ecosystem educating elites elses
embracing enforcing equity expelled expresses extremist facto fairy faithful faking farce fascists faucet
feminists fking flame flips flyers footnote foster frames fulfilled gaelic gangster garlic geek genders
generalization genesis genitals github gona gore grammatical grants gratitude grieve grilled grizzly
grouping habs hanoi harper headquarters heartbreak hebrew hideous homestead honour horrid horrors humour
hunters imaging immoral imperial imprisoned inherently initiatives inject innovation insecurities insisted
interior intolerance invasive invent investigative isis istanbul jello journalistic kidnapped killin
kneeling kool lakes lefties legislature lemonade libertarians licking lighten loosely looting lunatics
madison mansion marching masculine masks massachusetts maui mayhem mayo meow mill misogynist misogyny
monetize mongering motives musicians nationals neighbours newcomer nigeria ninja nokia nominating noses
notley observant observing obsessive occurrence omfg oneself organisation oscar outlines outraged overloaded
overlords packaged padding pals pans patrol paychecks paywall peek perp persistence persona perverted pistol
plague plotting podesta pond pony populations potus praises predator prescribe preserved priests prius
producers profanity proportional prosecute prostitute psych psychologists quad quran rabid radiation ranges
rapists reacts recourse recycle redo refugees rehabilitation rejects renders reno repealed reps reputable
rescued researchers retained revenue rifles robbing rockets rocking safari safest salem sanctuary saver
sculptures seconded seeker semitic shoulda sidelines sidewalk silicon siri skeleton skewed skinned slapping
slaps slaughter slime slogans slot smashing snappy snarky snippets snort snowflakes socialism socialists
sociopathic sociopaths sockpuppets soldier somethin sorrow spade spans spawn springfield sprint squint
squirrel staged stark stew stooges strawman strep stresses stressing subscriptions suckers sufficiently
supplying surge sustained swag swapped swapping sweeping sweetheart sympathetic taliban tangent tariff teddy
telegram theocracy throwaway throwback thugs thumbnail thumbnails thumping todays tofu torch trader trailing
tray trevor tripping troop truths tuning turbo turds unheard unpredictable unsigned unsubscribe unworthy
uprising urges variations verbatim verbose waist wander wastes watchlist wears wells wildlife wink wrecking
yards yummy zombies abort accelerate acceleration acknowledgement acquiring addon addons adjectives adverse
affiliated airports alberta altering amateur ambiguity ammo amused ancestor annihilate apartheid apis append
arbor arkansas arora artificially aspiring athletic atlantic attorneys attribution baiting behaves belarus
belgian birmingham birthplace boils bouts boxing breitbart bugger builtin bummer busted buttermilk calorie
castle celtic census centos charlotte checkbox checkers cheek chipset circumstance circumvent cluster coined
colon coloring communicated compliment concurrent configs configurable conservation considerably contexts
contractor contradiction corrections counters counties culprit cumulative czech defaults devel dexter
diabetes dicussion directive disclosure discovering discrete discs disputes distro distros dominating donut
doubling dupe duplicated duplication dynamics encrypt endings enlightening erroneous ethnicity exchanges
exempt expands exploded eyed fallback farming fiasco filesystems flea flex flicker fluff footage freebsd
freenode freezes fullscreen funerals gamer geographical gerald giga goddess governors halo harris hastings
heavens herald histories holders horizon hotspot icing illogical imported inaccessible incivility
inconsistency inconsistent increment indianapolis inefficient influences informal informations infringement
initialized inquiry interestingly interfering introduces iowa irreparable jimbo joel julie killings kirk
larry leaked leaks lest libertarianism limbaugh lindsay lithuanian lizard logfile maggie mainland mapped
meters mime mimic mitch moldova monitors motorola natives neil nominee nominees offtopic omitted onwards
openjdk operational optics optionally orca outlined outputting outsiders overhaul overrun oversight owes
paintings panels parallels param paramount parsed passages pencil perth petrol philosopher phobia poisoning
populace populated porting postgres preserves procedural pudding qemu readme rebuttal recompile rectify
reopening retract reviewer revised rhetorical rival rsync rulers samsung satire saturation scored seeds
segmentation separating sequitur shave shops shortcuts shuffle simplified singular slackware spanking
spectacular splitting squat standings substances substantiate subversion superfluous sweep syrian sysadmin
targeting templating tether texans theatre thereafter thereby therein transforms trials trivia twain
underscore unfit uniquely unnamed unofficial usages usefull validity varying vendors vertically vine
warrants whipped wholeheartedly wikis winners workable workflow wrapping wrist xserver abiding abolished
abraham abrupt actionable adapted admirable adopting adventures allegation aloud alto amended amendments
annie annotated announcements appalled appalling approximation arsed assurance bailey ballot barnes barney
beaver behavioural believer bells bernstein biblical bickering bingo blockquote bookmark branding brat
bristol bureau bureaucrats burial burma busier calming campbell capitalize castro casualties categorized
cheque chickens chicks chrysler chunk clones clunky coastal collectors compact competing composite condemn
conquest consecutive constituents contractors converts convoluted corresponds counterparts crater creme
crook dabs declares delhi delusions deniers designing detecting deteriorate diamond diaries dictates
disorders disregarded dodge donated doubted elle emissions endgame endorsed entertain equations euros
experimental extends faked fellowship fetish filtered flop flown frederick funky gavin gene governed guinea
harass heath helmet holland hush hussein ideological imposter incessant incompatible indent induce infantry
innings insider integer intermediate isle isps ivory jolly jupiter knocks koch kyiv lacked laptops lavender
legends leicester lethal liam lint lung lust luther madonna makers malice mandarin mann manners margaret
markers marriages mars mascot memo mentors merci merkel migrated misspelled mistakenly mockery mongo
monitored monument moronic moses mozilla mugged mumbai nationalists navigator needless needlessly
negotiation nevada nicht nikki nonsensical notebooks noticeable novice nude obstruction occurrences octopus
okie orbit outing overflow overlooking overwhelm parody parse parser pastor pawn pearl perceptions
performers pharmaceutical pitfalls planes plots portions presumptive principals proceeding prog proofs
prosecution protesters pulpit rambling randomized rankings razor reckoning recordings redacted refactor
refactoring regime renewable reorder rephrased reportedly residence resized resubmit reunited revolt reword
rhyme ricky ridiculousness riley royals sailor saints sanctioned scandals scanned scoring scripted sears
sects seeks senseless seth sharon shoe shoved shrug sidenote sighted simon simpsons singling slur spec
speechless spill spun stalled steadily stefan stemming straighten subjected sums supplied supremacist
systematically tablets tame tariffs tastes tildes timers tommy traced traditions transmit truthful
ubiquitous ukip underway unsettled unsuitable vijay villa villages vintage wade wannabe webpages webster
weighted whew whites wildly wizards wold accounted acknowledging adolescents advertised alas alley allowance
angst anticipating antisemitic archaic attest aunts avalanche awaits bahamas bakery bama bargaining bats
bean beggars beneficiary blasphemy blink boeing boob brigade brisbane buckets bureaucrat bypassing
calculations candidacy carey cartels catherine cavities certainty cervical cheeseburger cherish clans clergy
coca cola collaborators collage commerce communion complying comprised confession confronting conjecture
consist contracting coral correspondence countrymen cranky cricket criminality crosses crux cures cutter
cycling decreasing decry defuse degraded delegate demographics demolish diane differs diminished disarming
disbelief disruptions drifting dripping druggie dunk economist einstein enjoyment entails eugenics everest
executives exercised explosion exponential factually fallacy fargo felonies feminine firefighters flashing
flashlight flavored flavors fleeing flint floats foil forbidden gallon gambling garner ghetto giants
gigantic gloves grinding gutsy hairy hardy haunt heartily heed hereditary hindu homer honored hopelessness
horrifying hostility humiliate hungarian iffy immaterial impactful impairment implication implicitly
incentives infidelity inhabitants injected insistence insured intrigued invocations issuing jargon jedi
jeopardy junction kyle lash lashes lastly latino layoffs lecturing legislating lens leverage licence loader
lolita lololol lotta lowered lynx mailbox manly manufacture marketplace marxism maxim meaningfully metaphors
ministry mitchell moaning mondays montana motorcycles muhammad murky murphy mush nelson nest notwithstanding
nutty nytimes offseason onboard opinionated opus organic orphans osha overlook parades parked parliamentary
parlor pedo pejorative peninsula pepsi photographs piled pinch pirates pivot pointy polished poodle postings
powell pragmatic premiere presuming productions progressively proposes protein publisher pumps pushback
putty rainfall rampage ramping rappers realm refrigerator refuting reinforcing reiterate repetition
reversing riders rigorous rinse ripe roar roberts robertson runners scholar seahawks seated servicemen
shakespeare shiny shrugged sierra sizable slammed slashed slate slurs smirk smokin sniper snoring soapbox
soulless spirituality squatting squid stacked stan stella stitches storms stray strengthen stricken stricter
strokes structural stud substantially subtlety subtly suing sunset supernatural surf surroundings susan swat
swedes sweetest systematic taboo tainted tales therapeutic tibet tissue tones traditionally trafficking
trembling trinity tubes tuna turmoil unannounced undermines unfinished unoriginal unregulated
unsubstantiated unwelcome utopia vandalize viewpoints visualize wack watson watts weaker weirdos whereby
whistle winded withdrawl woof yale ahah ahaha anyday archbishop arena arrays attaching augmented awsome
backticks bail becasue belonged bitcoin bitwise blunder bool bumbling bureaucracy caching canucks claus
combinations comma compiles computation conan conjunction copyrighted cores crank cryptography cyrillic
debugger decentralized dependence deployment disruption donation dopey downgraded encode encoded exchanged
faculty fetching fidelity folding forgiveness forked fortran fwiw goverment gpus grinch gzip handlers
hilariously hippie hotline hyperlink identifier identifiers indirectly infiltrate infobox inspector jailed
jenkins jesse keyboards leeches loaders looping lowercase lumped marker mathematical matlab microphone
mobility moderators modular nested newline nicknames novelty numeric optimize painless pear petroleum
phantom piped pleas posix preceding presently programme programmers proto publishers qaeda quack quinn
recipient recognizable roam savvy scales seams seniors shells shooters shouldve slop sloppy someway sonata
specialised spew spilling spurious squares stackexchange stinky stoned subsection surfing swallowed
synchronize sysop takers thay throttle tiles tortured trickle trough trout truncated unicode unresolved
urself userpages waitin wats wordpress yank zeros advert aight americas amirite apologizes appreciative
asexual assassination asylum bamboo beard befor betty biases brainwashing buddhists capita catering
christianity comrades condoms congressional contestants coulter crab crisp curtain deeds defects defender
degenerated demise deplorable dismissing dissent distortion dividing dodged doggy economically electoral
emits entertainer equate eternity evident fare farts feral gadgets gimp gobble grossly hawks hoot invoking
islamist itch jamie joins jokingly jong liable libel licks lido lookout manipulative maryland measurements
mend messiah mick moniker naively noticeboard nugget parted peeing perps persisting predators presumption
primitives psychopath rapes regimes remeber sanchez satirical selections shoving siding slacker slit smug
stills stinker sunrise sweaty trapping trusts turf vandal velocity venom virginity waters widow wipes workin
wrongful xenophobe youtu admiration admittedly adopts alphabetical anatomy antisocial appeals argv armies
articulate articulated assertions asserts assessing autoblock backfired benevolent broadly buff bursts
calendars categorization cert certificates coffin collide consisting consultation contribs covenant covid
cropped curation dangerously deletions dependant differentiate disambiguation disrupting dragons
dramatically emacs endeavor erroneously etymology excused exporting fashioned favoring feeders finer fiscal
fixable forged giggles grammatically hairs hips homegrown hostage hull imbecile imbeciles inaccuracy inane
inception indented insertion insulted knowingly laughably leaky minimized misspelling monica necessity
negligible nerf newlines nominal numbing objectives offenses offical onus optic overlapping overwrite
overwriting pandemic patronising penalized pervert policing pompous porter preferential preposterous
provision proxies publishes reassuring recursive refugee refusal replaceable resize restarting retaining
sailing sandboxes scammer scheduling seldom shadows shortest sixth sliders slows snark sockets softwares
sourcing spanning spitting statistically steals stems stubs supremacy systemic teachable throughput tireless
unambiguous unchecked uniqueness unplug unsettling uphold upvoting utilities vigilant viruses vmware whims
wikimedia wireshark wonderfully yknow aclu admiral affirmative africans agendas aide akbar alaskan aliases
anarchy antics antivirus arabia armchair asians assaulting auctions babysit badger barbaric battlefield
bennett berate bigoted bikers bikes bishops bitches bouncer bozo buffers builders carr caucasian chairman
charities cheney chiefs cipher cisco civic collaborate collusion coma commissioners commits confederate
conspiracies cosmos cronies crossings damnit declarations deja delightful demos deputies deregulation
despicable diploma discriminate distractions divisive dorm dunce economists elders electrons embarassed
engages ensuring essex euthanasia exterior fanatics farms fatah feather feeble finlay flashbacks flatter
forcefully forty freedoms gals gaza geert gemini gently glib glorified goldman gorilla govern greenpeace
greens grins guru habe hanged harms hater homeland homo humanoid ignoramus impeachment incite induced
infamous informational integers investors israelis iteration jihad jonathan kooks kremlin krugman lawrence
legalized legislate legitimacy lending litigation malcolm manufacturers marshall ment mercedes mindful
mismatch mite murderers namespaces nixon norwegians nutjob obliterate organism osama outspoken overthrow
palestinians pander partying passports pathological pedestrian persecuted personalized peta pilots pinning
polygons pouts predecessor prez prisons profiling prohibition prophet prototype puck quarters raster ravi
referral relied replaces replicate reposted repressive resigned responsibly resuming retaliatory rhino
ricans rightwing roadmap sacks sakes sata saunders scalable scumbags sentimental sequential servants
shameless shenanigans sherlock simpleton skyline smelled sneer sniffing sodomy soros soviets spawned spiders
standpoint statues stoked stoopid succeeding sucker summation surveillance swamped taunt tilde tinfoil
topology tory tossed transitive treason tribal uncommented unintelligent updater vaccination vagrant veto
wanker warren womb wounded yankees yemen zimbabwe aesthetics aims aisle amateurs ample anglo assemblies
atheism bathtub beginnings benchmark boner bride bugged bumping bunker caleb catholicism chills chomsky
commend concur constructs crusade cunt defamation defunct derivative derive detailing digress disclaimer
disneyland dolphin dove drafting eater eloquent emerges empathetic enterprises environmentalists extracted
festivals franken frontline gandhi grossed gtfo guitarist gwen hahahah helpers herring holdings hospice
identifiable incidentally influencing intents jerseys judaism kiddies landmark lengths localized lockdown
mart nationalism nero neva nuances objected opting overworked palette payouts petitions plaza preceded
quotations rafael raspberry recreating redeem refineries rehab reliably remembrance reservation restricting
reversion rift sahara shorten skiing statistic sublime tabloid taps thump tryna twenties twinkle unclean
undid unfaithful vandalizing vietnamese volatile wand wiser zion abandoning abbott aber abstracted
accommodating acknowledgment acquaintances adjective adminship adolescent adulterer advisories afaict afds
affiliation affirmations affront airstrike airways alaskans alec aleppo allegiance allie alligators aloha
altitude annotation annotations anon antarctica antifa anus apologist apologists appease applebees applet
appointees approached approximate arbcom arbitration archiving arguable argumentation arkham armhf arranged
arrests artifacts assange assed associating associative assuage asteroid astronomy atlantis atoms atrocities
audiences aussie auth authorize autobiography autocomplete autofs babes backported backwoods baffles
bahahaha balloons bandwagon bangkok bankers bannon barnstar bcoz beacuse becuz bergdahl bicycles bicyclists
bieber binging biographies bipartisan birthers bittorrent blindness blockchain bloodthirsty blowhard boehner
boldly bona boolean boomer booting bootstrap boredom borin boris borough borrowing bounced brag brained
breadcrumbs breakers brevity brexit brilliance brit britons brokers buddhist buffoons bugzilla burka burke
bushes businessman buzzfeed callin candies cannibals cans cantonese capitalisation capitalised captains
cardiff cardinals caregiver caricature casper caste castles catalog categorizing caucus caving censors
centrist changelog chargers charitable cheaters checkuser cheetolini chennai chillin chmod chown chromium
chroot churchill cindy citadel citi citizenry civics clare cleanly clegg clintons closeness cmake coaster
coastline cockroach codec collectively colorful comin commandline commodities commonsense commune
companionship complacent complicit conceived condescension conf configuring constructor construed consummate
cont contemporary contiguous contradicted contradicting converters convictions convos copyedit copyediting
copyvio corbett corey corona coupon cowboys cpus crane crazed cretin cretins critic croatian crontab crooks
cruze crybaby cryptocurrency culled culpa cunts curfew cygwin czar dabba daesh daisy dalton dataset
debilitating deceitful decimated decorations decryption defaultsort defeating delight delink deluded demean
democratically depicted depicting deplorables deport depot deprecation depressants depressive deps deputy
dereliction desist destructing detach detained detractors develops deviants devos devoted diagnostics
dialects diaper diaz dicks dietary diminish dion dips dipshit disambig disambiguated disasters discography
discounts discredit discusses disgrace disservice dist distinguished distributor diverse diversified dload
dmsetup doers domination donnie donors doublespeak downgrading downvoting doyle dreamed drifts drinkin
drivel drivin drugged drupal dubstep dupes durations dynasty dynkin eatin ecological ecstatic egocentric
elapsed electing elton embed eminem empirical enabler endangered endpoint endpoints entrance entropy enuff
enviroment epstein equilibrium erdogan ergo escalation escapes estonia ethnically evng examiner excrement
exemplify exhibiting facetime faction faqs fatuous favre fcking fences fetched ffmpeg fide figuratively
filings filmography fines fingerprint fiscally fittest fixated flask flawlessly fled flickering flickr
flirting focal footballer footnotes foreach forecast forefathers foreseeable foresight forge formation
forthcoming foss fouls fragmentation fragments frat freeloaders freeway freezer fren frens fronts fuckers
fundamentalist fungi gabbard gatherings geforce generalizations genitalia gentoo geography geopolitical
gibbon globalist glxgears gnupg gomer gong goons goth gracias grader gradient grainy granite greeks griffin
grifter grub guantanamo gunman gutless hacky haired hamburgers handbook handbrake handicap handicapped
handshake hannity harddrive hardened harness harpers haste hawaiis hawking helium hereby hezbollah hick
hilary hiliary hillarys hindi historian holla hollow homeschoolers homeschooling homosexuals honda honors
honours hornets hotcakes htop hubbard hubby huggle hustler huxley hydrogen hyphen hypocrites hypotheses
hypothesis ibid idgaf ikea illiterates illustrator imbecilic imdb impartial impeach impeachable implements
implicated impunity incarcerated incarnate incinerator inclination incomes incompatibility indef indefinite
indenting individualist ineptitude ineptness inexcusable infantile inferring infidels infirm infoboxes
initialised initializing inmates innocents inshallah inspectors inspires installable installer instantiate
institutionalized integrations intellisense intercept interop interoperability interpreting introductory
invade investor irrefutable irritability isil isles jackasses jaws jinping johnnie joker jpeg judicial
junkies juul karaoke kathleen katrina kenny kenyan kernels kerry kesey kickin kidnap kneejerk knucklehead
knuckleheads koolaid kosovo kraken latinos lawl lawless lede leftwing legalize legislative legislator
legislators legislatures lettuce lexington libelous liberation libtard libtards lifecycle lightning linea
lithuania loathsome localhost lolol longstanding loonie loopback lopsided lowlife lspci lucozade lucrative
luggage luke lyndon macbook macedonian macos madrid mainpage mainspace maintainer makefile malignant
mandated manger manic manpage mape marches marian marx mastercard matrices maxwell mazda mealy meanie
mediawiki medicare meditating megalomaniac melania melanie menace mencken metapackage meteor mets
micronesians midget midgets militants millionaires mired misogynistic mitigate mixes mkdir mohammad
molecular molokai monika monobook monumental monumentally moron mortal motherboard mounts mouthed
multicultural murderous murkowski museums musk mutilation myanmar mysqli naacp namecalling nano nanos
nauseating navbox nazism negotiations nenshi neocons netanyahu neutrality newbies newsweek newsworthy newt
nici nicki nicotine nics nodejs noel nokogiri noscript notability npov nulls nutters obamacare obeys
obituary obscurity offends officialy oldid oligarchs ootb openbsd opensource openssl openvpn opioid
opportunist opposes orbital orchestrated orthogonal orwell orwellian oses otrs ousted overlaps overpaid
overrides overspending overturned pairing palms pane paparazzi para parasites parks parmesan particle
pathetically patriotic payers pegged pelosi penalties pensions pepe perfected perk persecution perverts
petri pharma phillips phoney pidgin piecemeal piggies pimples pious pipelines pistols pitcher pittance
pizzagate plaque pleases poised poisoned polemic politicizing polyphonic ponzi poppin portlandia posse
possesses potty praising pref prejudiced prerelease pretends preying profitable progressives promotes
promotional promotions pronto pronunciation proponent proponents propping prosecuting provocation prune
puddle punches punks purposely pussies putrid putz quacks qualification quantities quarantine quirks quirky
rabbi raiders railroad rajkumar rallies ramen rash reals reaper reappear rears reboots recalled
reconstruction recorder recruiting redditor redditors redlink redneck reelect refering refined regulate
regurgitating reich reimbursement relational relevent relist reloading rematch rephrasing repl repos
reprehensible reproducible repubs repugnant resale restarts retweet reuters revelations reviewers
revisionist revisions rewording rhodes rhyner ridicule rioters rituals rlly robby rollout romanians romans
ronin roomie rotating rounded routed routers sachs saddle salaries salesforce samba sarge sary saul savant
scalia scanner sceptical schatz scheduler schmuck schmucks scipy scoundrel screencast screened seals secede
sect seize seizing selinux sendmail sens sensationalist sentencing senthil sergio serials setuid seventy
shader shades sham sharia sheltered shithole shockingly shoplifting shoudl showering shrinking sicko sighs
silliness singleton siva skyrim slander sleazy slinging sloter sloth smokescreen snob snowden sobriety
sockpuppet sockpuppetry sodas solaris sophie spacex spams specialists specious speculators speedied speedily
spews sphere spicer spineless spokesman springsteen spur spyware standout startx stdout steaks steaming
stephan stereotyping stern stewards stinking storyline stoves stressin stressor struct stubbornly styled
subcategory subhuman subnet subpage subprocess subsidized substantive subsystem subtitles subverted sues
summarily sumthin sunnis superblock superuser sustainability sycophants sympathizer systemctl systemd takin
tapes taqiyya tarball tasteless taxobox taxonomy tcpdump teat technicality teleported teller telugu
temperament tempered tenant tendentious terminals terse testified theatrical theorem thicker thinkin
thompson thug tidying tiffany tigervnc tillerson titans tits tokenizing tokens toolchain tooling topping
tories torso tourism towels traceback tracer traitorous traitors transcription transfering transgenders
translator treasonous treasury treaties tribute trillions trimming trivially trudeau trumpski trumpy tuff
turks turnover turtle twisting typescript udev uganda ulterior umami umask unanimous unbalanced uncheck
uncited unconstructive undelete undocumented unfollowed uninstalled unlawful unmount unprotect unpublished
unreferenced unspecified untrustworthy upkeep uploader uranium useable userbox userboxes userpage usin
utilization utils uuid vaccinate vacuous validating vandals vaughan vazquez venues vertices vets vetting
vile vindictive vivek vodafone volcano vouchers vram waging waitress wallace wana warmonger watchers
wavemaker wayland webadmin weinstein wente whitespace whiteys wholesome whores wikibooks wikibreak
wikipedian wikipedias wikiproject wiktionary wilkinson winks winston withdraws wkend wonderland workflows
workspace wormer worshipping wounding wretched wrists writings wynne wyoming xchat xenophobia yada youthful
yuck zionist
`;
