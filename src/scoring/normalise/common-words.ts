// Made by models/training/common_words.py: do not edit.
/** Common words of English chat, lower case, from all kinds of sources; see the script for the method. */
export const COMMON_WORDS = `
abandoned ability able abortion about above abroad absence absolute absolutely absurd abuse abused abusive
academic accept acceptable acceptance accepted accepting access accessible accessing accident accidentally
accomplish accomplished according accordingly account accountability accountable accounts accurate
accusations accuse accused achieve achieved acknowledge across act acting action actions activate activated
active actively activities activity actor actors acts actual actually adam adapt add added addicted
addiction adding addition additional additionally address addressed addresses addressing adds adjust admin
administration administrator admire admit admitted adopted ads adult adults advance advanced advantage
advantages advertising advice advise advised affairs affect affected affecting affects afford afraid africa
african after afternoon afterwards again against age agencies agency agenda agent agents ages aggressive ago
agree agreed agreeing agreement aha ahead aid aim aint air aircraft airline airport aka alabama alarm alaska
album alcohol alcoholic alert alex algebra alien alive all allow allowed allowing allows ally almost alone
along alot alpha already alright also alt alter alternate alternative alternatives although altogether
always amazed amazing amazon ambitious amendment america american americans among amongst amount amounts
analysis ancient and andrew android angel angeles anger angry animal animals animation anime anniversary
announced annoyed annoying annual anonymous another answer answered answering answers anthony anti anxious
any anybody anyhow anymore anyone anything anytime anyway anyways anywhere apart apartment apologies
apologize app apparent apparently appeal appear appearance appeared appearing appears apple application
applications applied applies apply applying appointment appointments appreciate appreciated approach
approaches approaching appropriate approval approve approved apps april apt arch architecture archive are
area areas arent argue arguing argument arguments arizona arm armed arms army around arrest arrested arrive
arrived arrow art article articles artist artists artwork asap ashamed asia asian aside ask asked asking
asks asleep aspect aspects ass assembly assessment asshole assholes assignment assist assistance associated
association assume assumed assuming assumption assure ate atleast atm attach attached attachment attack
attacked attacking attacks attempt attempted attempting attempts attend attention attitude attorney attract
attracted attractive audience audio august aunt austin australia australian author authority authorized auto
automated automatic automatically availability available avatar average avoid avoiding await awake award
awards aware awareness away awesome awful awhile awkward babies baby back backed background backing backup
backwards bacon bad badly bag bags baking balance balanced bald ball balls ban banana band bang bank banking
banks banned banner bar bare barely bars base based bash basic basically basis basketball bastard bat bath
bathroom battery battle battles bay beach bear bears beast beat beaten beating beats beautiful beauty became
because become becomes becoming bed bedroom been beer before began begin beginning begins begun behalf
behave behavior behaviour behind being belgium belief beliefs believe believed believes believing bell belly
belong belongs beloved below belt ben beneficial benefit benefits beside besides best bet beta better
between beyond bias big bigger biggest bike bill billing billion bills bin biological bipolar bird birds
birth birthday bit bitch bite bits bizarre black blah blame blamed blaming blank blast blew blind block
blocked blocking blocks blog blood bloody blow blowing blown blows blue blur board boat bob body bold bomb
bond bones boobs book booked books boom boost boot border borders bored boring born boss boston bot both
bother bothered bothering bots bottle bottom bought bound boundaries bout bowl box boxes boy boyfriend boys
brain branch brand brave brazil bread break breakdown breakfast breaking breaks breakup breath breathe
breathing breed brian bridge brief bright brilliant bring bringing brings britain british bro broad broke
broken brother brothers brought brown browse browser brutal bubble bucket bucks bud buddy budget bug bugs
build building buildings built bull bullet bullshit bully bullying bump bunch burden burger burn burned
burning burns burnt bus bush business businesses busy but butt button buttons buy buying bye cable cafe cage
cake calculate calculated calendar california call called calling calls calm came camera cameras cameron
camp campaign campus can canada canadian cancel cancelled cancer candidate candidates candy cannabis cannot
cant capable capacity capital caps captain capture car carbon card cards care cared career careful carefully
cares caring carried carry carrying cars cartoon case cases cash cast cat catch catching categories category
cats caught cause caused causes causing ceiling celebrate cell cells center centers central centre century
certain certainly certificate chain challenge challenges challenging champion chance chances change changed
changes changing channel channels chapter character characters charge charged charges charging charles
charlie chart charts chase chasing chat chatting cheap cheaper cheat cheated cheating check checked checking
checks cheer cheers cheese chemical chest chicago chicken chief child childish children chill chin china
chinese chip chips chocolate choice choices choose chooses choosing chore chose chosen chris christ
christian christians christmas chrome chronic church cinema circle circles circumstances cited cities
citizen city civil claim claimed claiming claims clarification clarify clarity class classes classic clean
cleaned cleaning cleanup clear cleared clearer clearing clearly clever click clicked clicking client clients
climate clinton clip clock close closed closely closer closes closest closet closing closure clothes cloud
club clue coach coaches coast coat code codes coding coffee cognitive coin coincidence cold colleagues
collect collecting collection college color colors colour column com combat combination combined combo come
comedy comes comfort comfortable comic coming command commands comment commentary commenting comments
commercial commit commitment committed committing common communicate communication communities community
commute companies company compare compared comparing comparison compassion compatible competition compile
complain complaining complaint complaints complete completed completely completing completion complex
complexity complicated comprehend compromise compromised computer computers concentrate concept concepts
concern concerned concerning concerns concert conclusion concrete condition conditions conference confidence
confident confirm confirmation confirmed confirming confirms conflict conflicts conform confuse confused
confusing confusion congrats congratulations congress connect connected connecting connection connections
consensus consent consequences conservative consider consideration considered considering consistency
consistent consistently console conspiracy constant constantly constitution construction constructive
consume consumer consumers consuming contact contacted contacts contain contained contains content contents
context continue continued continues continuing contract contrast contribute contributed contributing
contribution contributions contributors control controlled controlling controls convenient conversation
conversations conversion convert converted convey convince convinced convincing cook cooked cookie cookies
cooking cool coordinates cope copied copies cops copy copying cord core corner corporate correct corrected
correction correctly corrupt corruption cost costs couch cough could couldnt council counselor count counter
counting countless countries country counts county couple courage course courses court cousin cover coverage
covered covering covers cow crack cracked crap crappy crash crashed crashes crashing crazy cream create
created creates creating creation creative creativity creator credible credit credits creepy crew cried
crime crimes criminal crisis criteria critical criticism criticized crop cross crossed crossing crowd crown
crucial cruel crush crushed cry crying cult cultural culture cultures cup cure curiosity curious current
currently curse custom customer customers cut cute cuts cutting cuz cycle dad daddy daily damage damaged
damaging damn damned dan dance dancing dang danger dangerous daniel dare dark darn dat data database date
dated dates dating daughter dave david day days dead deadline deal dealing deals dealt dear death debate
debates debating debit debt decade decades december decent decide decided decides deciding decision
decisions deck decline declined decrease dedicated deep deeper deeply default defeat defend defending
defense define defined defines defining definite definitely definition degree degrees delay delayed delete
deleted deleting deliberately deliver delivered delivery dem demand demanding demands democracy democratic
demonstrate denial denied dentist denver deny department depend dependent depending depends deposit
depressed depressing depression depth describe described describes describing description deserve deserves
design designed desire desired desk desktop desperate desperately despite dessert destination destroy
destroyed destroying destruction destructive detail detailed details detect determine determined detroit dev
develop developed developer developers developing development device devices diagnose diagnosed dialogue
dick dictionary did didnt die died dies diet diff differ difference differences different differently
difficult difficulties difficulty dig digging digit digital dinner direct directed direction directions
directly director directory dirty disable disabled disagree disagreement disappear disappeared disappointed
disappointment disaster disconnected discount discover discovered discovery discuss discussed discussing
discussion discussions disease diseases disgusting dish disk dislike disorder display displayed displaying
displays dispute disrespectful distance distant distinct distinction distract distracted distribution
district disturbing divided division divorce doc docs doctor doctors document documentation documented
documents does doesnt dog dogs doing dollar dollars domain domestic don donald donate done donkey dont door
doors dope dose dot dots double doubt doubts down download downloads downs downtown dozen dozens draft drag
drama draw drawing drawn dream dreaming dreams dress drink drinking drinks drive driven driver drivers
drives driving drone drop dropped dropping drops drove drug drugs drunk dry dual duck dude dudes due dumb
dump dumped dunno duplicate during dust dutch dying dynamic each earlier early earn earned earning ears
earth ease easier easiest easily east eastern easy eat eaten eating ebay echo economic economy edge edit
edited editing edition editor edits educate educated education educational effect effective effectively
effects efficient effort efforts egg eggs eight either elaborate elected election elections electric
electronic elements eligible eliminate eliminated else elsewhere email emails embarrassed embarrassing
embrace emergency emotional emotionally emotions empathy empire employed employee employees employer
employers employment empty enable enabled enabling encounter encountered encourage encouraging encryption
end ended ending endless ends enemies enemy energy enforcement engage engaged engagement engine engineering
england english enjoy enjoyed enjoying enormous enough ensure enter entered entering entertainment entire
entirely entitled entity entries entry environment envy epic episode episodes equal equally equipment
equivalent era erase eric err error errors escape especially essay essential essentially establish
established estate esteem etc ethical europe european evaluation even evening event events eventually ever
every everybody everyday everyone everything everytime everywhere evidence evil exact exactly exam example
examples exams excellent except exception exceptions exchange excited exciting exclude exclusive excuse
execute executed execution executive exercise exist existed existence existing exists exit expand expansion
expect expectations expected expecting expects expense expenses expensive experience experienced experiences
experiencing experiment expert expertise experts expired explain explained explaining explains explanation
explicit explicitly explode explorer export exposed exposure express expressed expressing expression extend
extended extension extent external extra extract extraordinary extreme extremely eye eyes face facebook
faced facing fact factor factors facts fail failed failing fails failure fair fairly faith fake fall fallen
falling falls false familiar families family famous fan fancy fans fantastic fantasy far farm fashion fast
faster fat fate father fathers fault favor favorite favour favourite fbi fear fears feature featured
features february fed federal fee feed feedback feeding feel feeling feelings feels fees feet fell fellow
felt female festival fetch few fewer fictional field fields fight fighting fights figure figured figures
figuring file filed files fill filled filling film films filter filters final finally finance financial find
finding finds fine finger fingers finish finished finishing fire fired firefox firing firm first fish
fishing fit fits five fix fixed fixes fixing flag flags flash flat flavor flexible flies flight flights flip
float flood floor florida flow flower flowers fly flying focus focused focusing folk folks follow followed
followers following follows food foods fool foolish foot football for force forced forces forcing ford
foreign forest forever forget forgetting forgive forgot forgotten fork form formal formally format formats
former forms formula forth fortune forum forums forward found foundation four fourth fox fraction frame
france frank frankly fraud freak freaking free freedom freely freeze freezing french frequent frequently
fresh friday fried friend friendly friends friendship frightening from front frozen fruit frustrated
frustrating frustration fuck fucked fuckin fucking fuel fulfilling full fully fun function functional
functioning functions fund funding funds funny further future fyi gain gained gaining game gameplay games
gaming gang gap garbage gary gas gather gave gay gender general generally generate generated generating
generation generations generic genius genuine genuinely george german germany get gets getting ghost giant
gift gimme girl girlfriend girls give given gives giving glad gladly glass glasses global goal goals goat
god goes going gold golden golf gone gonna good goodbye goodness goodnight goods google gorgeous gosh got
gotta gotten government governments governor grab grace grade grammar grand grandma grandmother grandpa
grandparents grant granted graphic graphics grasp grass grateful grave gray great greater greatest greatly
green greetings grew grey grid grief grip groceries grocery gross ground grounds group groups grow growing
grown growth guarantee guaranteed guard guess guessing guest guidance guide guidelines guides guilt guilty
guitar gun guns gut guy guys gym habit habits hack hacked hacking had haha hair half halfway hall halloween
halt ham hand handed handful handle handled handles handling hands handy hang hanging happen happened
happening happens happier happily happiness happy harbor hard hardcore harder hardest hardly hardware harm
harmful harry harsh has hasnt hat hate hated haters hates hating have havent having hawaii head headache
headed header heading heads heal health healthcare healthy hear heard hearing heart heat heaven heavily
heavy heck hehe height held hell hello help helped helpful helping helpless helps hence her here hero heroes
herself hes hesitate hey hidden hide hides hiding high higher highest highlights highly highway hilarious
hill him himself hint hints hip hire hired hiring his historical history hit hits hitting hobbies hockey
hold holding holds hole holes holiday holidays hollywood holy home homeless homework honest honestly honesty
honey honor hood hook hooked hop hope hoped hopefully hopes hoping horrible horribly horse hospital host
hostile hosting hot hotel hotels hour hours house household houses housing houston how however hug huge
human humanity humans humor hundred hundreds hung hungry hunt hunting hurry hurt hurting hurts husband ice
icon idea ideal ideally ideas identified identify identity idiot idk ignorance ignorant ignore ignored
ignores ignoring ill illegal illness image images imagination imagine imagining imho immediate immediately
imo impact implies import importance important importantly impossible impressed impression impressive
improve improved improvement improvements improving inaccurate inappropriate inch inches incident include
included includes including inclusive income incoming incomplete inconsiderate inconvenience incorrect
incorrectly increase increased increases increasing incredible incredibly indeed independent index india
indian indicate indication indicator individual individuals industry inevitable infinite influence info
inform information informed infrastructure ingredients initial initially initiate injured injury inner
innocent input insane insanity insecure insert inside insight insomnia inspired instagram install installed
installing instance instances instant instantly instead institution instruction instructions insult
insulting insults insurance integrated integrity intellectual intelligence intelligent intend intended
intent intention intentions interact interaction interactions interest interested interesting interests
interface internal internally international internet interpretation interview into intro introduce
introduced invalid invest investigate investment invisible invite invited inviting involve involved
involving iphone ipod iran iraq ireland iron ironic irony irrelevant irritating island isnt isolated israel
issue issued issues italian italy item items its itself ive jack jacket jackson jail jam james january japan
japanese java javascript jazz jealous jealousy jeff jerk jersey jesus jim job jobs joe john johnson join
joined joining joint joke jokes joking jones journal journalist journey joy judge judgement judges judging
judgment juice july jump jumping june junk just justice justified justify justin kansas karma keen keep
keeping keeps kelly kept kevin key keyboard keys keyword kick kicked kicking kicks kid kidding kids kill
killed killer killing kills kim kind kinda kindly kinds king kingdom kiss kitchen knee knew knife knock know
knowing knowledge known knows korea korean lab label labeled labels labor lack lacking lacks ladies lady
laid lake lame land landing lands lane language languages lap laptop large larger largest last lasting late
lately later latest latin latter laugh laughing launch laundry law laws lawyer lay layer laying layout lazy
lead leader leadership leading leads league leak learn learned learning least leave leaves leaving lecture
led left leg legacy legal legally legend legit legitimate legs lemme lemon length less lesson lessons let
lets letter letters letting level levels liar liberal liberty library libs license lie lied lies life
lifestyle lifetime lift light lights like liked likely likes liking lil limit limitations limited limits
lincoln line lines link linked linking links linux lion lions lisa list listed listen listened listening
listing lists literally little live lived lives living lmao load loaded loading loads loan loans local
locally locate located location locations lock locked locking log logged logging logic logical login logo
logs lol london lonely long longer longest look looked looking looks lookup loop loose loosing lord los lose
loser loses losing loss lost lot lots lottery loud love loved lovely lover lovers loves loving low lower
lowest loyal loyalty luck luckily lucky lunch lying lyrics mac machine machines mad made magazine magic mail
mailing main mainly mainstream maintain maintaining maintenance major majority make maker makes making male
malicious mall man manage managed management manager managers managing mandatory manner manual manually many
map maps march marine mark marked market marketing marks marriage married martin mass massive master masters
match matches mate material math matter matters mature maturity max maximum may maybe meal meals mean
meaning meaningful meaningless means meant meantime meanwhile measure measured meat mechanism medal media
medical medication medicine meditation medium meds meet meeting meetings meets melt member members
membership memories memory men mental mentality mentally mention mentioned mentioning mentions menu mercy
merely mesh mess message messages messaging messed messing messy met meta metal method methods mexican
mexico michael michigan microsoft mid middle midnight might mighty mike mile miles miley military milk
million millions min mind minded minds mindset mine minecraft mini minimum minor minority mins minute
minutes mirror miserable misleading misplaced miss missed misses missing mission mistake mistaken mistakes
misunderstanding mix mixed mixing mobile mode model models modern modified modify module mom moment moments
moms monday money monitor monkey monster month monthly months mood moon moral more morning mornings mortgage
most mostly mother motivated motivation mount mountain mouse mouth move moved movement moves movie movies
moving much multi multiple mum murder museum music musical must myself nah nail naive naked name named names
nancy narrow nashville nasty nation national nations native natural naturally nature navigate near nearby
nearest nearly neat necessarily necessary neck need needed needing needs negative neighbor neighborhood
neighbors neither nerve nervous net netflix network networks neutral never new newbie newer newest newly
news newspaper next nice nicely nick nickname night nightmare nights nine nobody noise nominated non none
nonsense noon nope nor normal normally north nose not note noted notes nothing notice noticed notices
noticing notification notifications notified notify november now nowadays nowhere nuclear number numbers
numerous nuts nyc object objective objects obligation observation obsessed obtain obvious obviously
occasionally occur occurred occurs ocean october odd off offended offense offensive offer offered offering
offers office officer official officially officials offline often ohio oil okay old older oldest olympics
omg once one ones ongoing online only onto oops open opened opening opens operate operating operation
operator opinion opinions opportunities opportunity opposed opposite optimistic option options orange order
ordered ordering orders ordinary oregon organization organizations organize orientation origin original
originally origins other others otherwise ouch ought our ours ourselves out outcome outfit output outside
outta over overall overcome overlay overly overseas overwhelming owe own owned owner owners ownership owns
pack package packed packet packing page pages paid pain painful paint painting pair pakistan palestine panel
panic pants paper papers parade paragraph parallel parameters paranoid parent parents paris park parking
parliament part partial partially participate participating participation particular particularly parties
partner parts party pass passed passenger passes passing passion passionate passive password past pasta
paste pasted patch path pathetic paths patience patient patients pattern patterns paul pause pay paycheck
paying payment payments pays peace pedophile peer pen pending penis pennsylvania people peoples per
perceived percent percentage perception perfect perfectly perform performance performed performing perhaps
period periods permanent permanently permission permissions person personal personality personally persons
perspective pet peter pets petty phase philly philosophy phone phones photo photos phrase physical
physically physics pic pick picked picking picture pictures pie piece pieces pile pilot pin ping pink pipe
piss pissed pity pizza place placed places plain plan plane planet planned planning plans plant plastic
plate platform play played player players playing playlist plays please pleased pleasure plenty plug plus
point pointed pointing pointless points police policies policy polish polite political politician
politicians politics poll pool poop poor poorly pop popcorn popping popular population porn port portal
portion position positions positive possession possibilities possibility possible possibly post posted
poster posting posts pot potato potential potentially pound pounds power powered powerful powers practical
practically practice practices practicing praise pray prayers praying pre precise predict prefer preferably
preference preferences preferred pregnant premium prepare prepared preparing prescription presence present
presentation presented presenting presents president press pressing pressure presume pretend pretending
pretty prevent prevents preview previous previously price prices pride priest primarily primary prime prince
princess principal principle principles print printed printing prior priorities priority prison privacy
private pro prob probably problem problematic problems procedure procedures proceed process processed
processing produce produced producing product production productive products professional professor profile
profit program programming programs progress progressive project projection projects promise promised
promises promote promoted promoting promotion prompt proof propaganda proper properly properties property
proposal proposals propose proposed proposing protect protected protecting protection protest protests
protocol proud prove proved proven proves provide provided provides providing proving proxy psychological
psychotic public publicly publish published publishing pull pulled pulling pump punish puppet puppy purchase
purchased pure purely purple purpose purposes pursue push pushed pushes pushing pussy put puts putting
qualified qualify quality quarter queen queries query quest question questionable questions queue quick
quicker quickly quiet quit quite quitting quote quoted quotes quoting race races racing racism racist radar
radical radio rage rain raise raised raising rally ram ran random randomly range rank rant ranting rape
rapid rapidly raping rare rarely rate rated rates rather rating ratings ratio rational raw ray reach reached
reaches reaching react reaction reactions read readable reader readers reading reads ready real realise
realised reality realize realized realizing really reason reasonable reasoning reasons recall receive
received receiving recent recently recipe recognise recognition recognize recognized recommend
recommendation recommendations recommended record recorded recording records recover recovering recovery
recurring red reddit redirect reduce reduced ref refer reference referenced references referencing referred
referring refers reflect reflection refrain refresh refs refund refuse refused refuses refusing regard
regarding regardless regards region regions register registered registration regret regular regularly reject
rejected relate related relates relating relation relationship relationships relative relatively relax
relaxing release released releases releasing relevance relevant reliable religion religions religious rely
remain remaining remains remarks remember remembered remind reminded reminder reminds remote remotely
removal remove removed removing rename rent rental repair repeat repeated repeatedly repeating replace
replaced replacement replacing replied replies reply replying report reported reporter reporting reports
represent representation representative represents republican reputation request requested requesting
requests require required requirement requirements requires rescue research reserve reset resident residents
resolution resolve resolved resort resource resources respect respected respond responded responding
response responses responsibilities responsibility responsible rest restaurant restore restoring restricted
restrictions result resulted resulting results resume retain retirement retrieve return returned returning
returns reveal revealed reverse revert reverted review reviewed reviewing reviews revolution reward rewrite
rich rid ride ridiculous riding right rights ring rings riot rip rise risk risks risky river road roads
roast rob robert robot rock role roles roll rolled rolling rolls roman romantic room roommate rooms root
rose rotation rough round route routine row royal rubber ruby rude ruin ruined ruining rule rules run
running runs rush russia russian russians ryan sacrifice sad sadly sadness safe safely safety said sake
salad salary sale sales salt sam same sample san sand sandwich sane santa sarah sarcasm sarcastic sat
satisfied satisfy saturday sauce sausage save saved saves saving savings saw say saying says scale scan
scare scared scary scenario scenarios scene scenes schedule scheduled scheme school schools science
scientific scope score scores scotland scratch scream screaming screen screenshot screw screwed screwing
script scroll sea search searched searching season seasons seat seats seattle sec second secondary secondly
seconds secret secretly secrets section sections secure security see seeing seek seeking seem seemed seems
seen sees select selected selection self selfish sell selling semester semi senate send sending sends senior
sense sensible sensitive sent sentence sentences separate seperate september sequence serial series serious
seriously serve served server servers serves service services serving session sessions set sets setting
settings settle settled setup seven several severe sex sexual sexually sexy shadow shake shaking shall shame
shape shaped share shared shares sharing sharp she sheer sheesh shell shes shift ship shipped shipping ships
shirt shirts shit shitty shock shocked shocking shoes shoot shooter shooting shop shopping shore short
shorter shortly shot shots should shouldnt shout shouting show showed shower showing shown shows shut
shutdown shutting shy siblings sick sickness side sides sigh sight sign signal signals signature signed
significance significant significantly signing signs silence silent silly silver similar similarly simple
simpler simply since sincerely sing singer singing single sink sir sister sisters sit site sites sitting
situation situations six size sized sizes sketch skill skills skin skinny skins skip sky skype slack slap
slave slavery sleep sleeping slept slice slick slightly slip slow slower slowly small smaller smart smarter
smash smell smells smile smith smoke smoking smooth snap snow sober soccer social society soda soft software
sold soldiers solely solid solo solution solutions solve solved solving some somebody someday somehow
someone something sometime sometimes somewhat somewhere son song songs sons sony soon sooner sore sorry sort
sorted sorts soul sound sounded sounds soup source sources south southern soviet space spaces spam spamming
spanish spare spark speak speaker speakers speaking speaks special species specific specifically specified
specify spectrum speech speed spell spelled spelling spend spending spent spin spirit spiritual spit spite
split spoiled spoiler spoke spoken sport sports spot spots spotted spray spread spreading spring springs
squad square stability stable stack staff stage stance stand standard standards standing stands star stars
start started starting starts startup starving state stated statement statements states stating station
stations statistics stats status stay stayed staying stays steal stealing steam steel step steps steve stick
sticking sticks still stock stole stolen stomach stone stop stopped stopping stops storage store stored
stores stories storm story straight strange stranger strangers strategy stream street streets strength
stress stressed stressful stretch strict strictly strike strikes string strip strong stronger strongly
structure struggle struggles struggling stuck student students studies studio study studying stuff stuffed
stupid stupidity style styles sub subject subjective subjects submission submit submitted submitting
subscribe subscribed subscription substantial substitute succeed success successful successfully such suck
sucked sucking sucks sudden suddenly sue sued suffer suffered suffering sufficient sugar suggest suggested
suggesting suggestion suggestions suggests suicidal suicide suit suitable suite suited suits sum summary
summer sun sunday sunny super superior supply support supported supporters supporting supports suppose
supposed supposedly sure surely surface surgery surprise surprised surprising surrounded surrounding survey
survival survive suspect suspicious swap swear swedish sweet swift swing switch switched switching
switzerland symbol sympathy symptoms sync syndrome syntax system systems tab table tables tabs tackle tacos
tactics tag tagged tail take taken takes taking talent talk talked talking talks tall tank tape target
targets task tasks taste taught tax taxes taylor tea teach teacher teachers teaching team teams tear tears
tech technical technology teen teenagers teeth television tell telling tells temp temperature template
temporarily temporary ten tend tends tense tension term terminal terminate terms terrible terribly terrified
territory terror terrorism test tested testing tests texas text textbook texts than thank thankful thanks
thankyou that thats the theater their theirs them theme themselves then theories theory therapy there
therefore theres these they thick thin thing things think thinking thinks third this thomas those though
thought thoughts thousand thousands thread threads threat threatening threats three threw throat through
throughout throw throwing thrown throws thru thumb thursday thus ticket tickets tied ties tiger tight til
till tim time timeline times timing tiny tip tips tire tired tires title titled titles today together toilet
told tolerance toll tom tomorrow ton tone tonight tons too took tool tools top topic topics torture toss
total totally touch touched touching tough tour toward towards tower town toxic toy trace track tracking
tracks trade traditional traffic trail train trained training transaction transfer transferred transferring
transition translate translation transport trapped trash travel traveling travelling treat treated treating
treatment treats tree trees trek trend trial trick tricky tried tries trigger triggered trip trivial troll
troops trouble troubles truck true truly trump trust trusted trusting truth try trying tuesday tune tunnel
turkey turkish turn turned turning turns tutorial tweet twelve twenty twice twisted twitter two type typed
types typical typically typing typo ugh ugly ukraine ultimate ultimately unable unacceptable unaware
unbelievable uncertainty uncle uncomfortable under underlying understand understandable understanding
understands understood unemployed unexpected unfair unfortunate unfortunately unhappy unhealthy union unique
unit united units universal universe university unknown unless unlike unlikely unlimited unlock unnecessary
unreasonable unreliable unstable unsure until unusual unwanted upcoming update updated updates updating
upgrade upgraded upload uploaded upon upper ups upset urge url usa usable usage use used useful useless user
username users uses using usual usually utility utter utterly vacation vague valid validate validation
valley valuable value values vancouver vanilla variety various vast vegas vehicle vehicles vent venue
verified verify versa version versions versus very via vice victim video videos view viewers viewing views
village violated violation violence violent virgin virginia virtual virus visa visible visit visited
visiting visual voice voices void volume volumes vote voted voters votes voting vulnerable wages wait
waiting wake waking wales walk walked walking walks wall wallet walls walmart wanna want wanted wanting
wants war warm warming warn warned warning warnings wars was wash washington wasnt waste wasted wasting wat
watch watched watching water wave way ways weak weapons wear wearing weather web website websites wedding
wednesday weed week weekend weekends weekly weeks weigh weight weird welcome well went were west western
what whatever whats whatsoever wheel when whenever where whereas wherever whether which while whining white
who whoever whole whom whore whose why wide widely wider width wife wifi wiki wikipedia wild will willing
win wind window windows wine wing winner winning wins winter wisdom wise wish wishes wishing with withdraw
withdrawal withdrawals within without woke woman women won wonder wondered wonderful wondering wonders wont
wood woods word worded words wore work worked worker workers working workout works world worlds worldwide
worried worries worry worrying worse worst worth worthless worthy would wouldnt wow wreck write writer
writers writes writing written wrong wrote yahoo yall yay yea yeah year years yell yelling yellow yep yes
yesterday yet yoga york you young younger your youre yours yourself youth youtube yup zealand zero zip
zombie zone
`;
