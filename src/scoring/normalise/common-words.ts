// Made by models/training/common_words.py: do not edit.
/** Common words of English chat, lower case, from all kinds of sources, commonest first; see the script for the method. */
export const COMMON_WORDS = `
the and you that for this have with not are can but like your just what how get was about when will from
would all out there please know people need one they want time has more now new good much some think see
help should use been any because them does make why then her only really who going its got right our did his
here which work being could day today well even she still way something other their very over too also
thanks love him back find than had where sure yes were into say same take problem things first check tell
these working dont years add talk last after give never most off look those life money better down before
again change made many trying thing another every someone anything great always doing try feel best name
sorry said world may mean keep yeah year since getting days long ever seems stop come actually point maybe
little able real already let might bad hard using start while such used different done everyone without
having lot put nothing number support around own person enough though wrong reason through both anyone read
error live kind two makes friend information thought everything comment shit next understand bit care ask
big guys lost week believe place hope home says job hate part code send else old data happy post hello issue
making few end thank man away free probably yet possible show idea soon type pay hear pretty correct instead
link ago least mind either friends found lol far version fine video wait looking nice until guy yourself
source month house under left wanna list times gonna needs current guess school girl message looks comments
hey move once run tried went stuff leave seem okay set family started open fact head remember stay night
remove call problems quite fucking god account sense cant project others thinking phone second kids issues
play saying months sad watch less called must process available each between text true top pain changed fix
agree coming myself system thats morning state told etc crazy wanted eat gets talking seen close order full
case miss question car however works buy game saw update line app tomorrow page whole came book happen
together details taking single write face almost against stupid request deal cannot news matter running fun
cause google create answer per latest happened important means mom address sounds exactly anyway words based
high easy feels three wish class control sleep clear become comes white anymore experience word plan tonight
yesterday report application music party sometimes especially goes ill past whatever points missing happens
american dead access asking recently given specific black user date provide rather awesome users feeling win
worth block chance food future test wants hell self whether social edit fuck opinion completely funny bank
break card health image needed wondering bring country couple hit moment simply asked wonder mine simple
reading info ones suggest article side woman women half currently online due figure paid changes cool delete
hours absolutely alone damn history human internet living during ready watching weird seeing content gone
takes offer example follow statement dog took course men added seriously broken company didnt definitely
perhaps share starting complete shows learn email search space listen boy giving group later view media turn
file glad build expect welcome room longer short truly waiting city non cost minutes baby hurt small credit
low several general level major usually vote dad service continue difference multiple age four huge oil
attention form ass rest save common main normal original amount copy often term trouble team children die
certain status heart similar weeks heard lose charge created sort recent finally keeps supposed gives movie
website drive parents language explain worst story taken key red personal spend death enjoy hold response
entire realize water playing safe mail moved via whats public situation bill felt sex wow interested
questions within difficult policy box thread along checked step gave birthday local behind helpful mother
fight including knew except happening lives brother business extra following games honestly imagine power
sick trust likely fast serious tired total choose forget connection allowed pass sound stuck sucks cut
inside outside related sign child stand clearly deserve area reach checking directly strong themselves store
track claim further telling unless calling allow angry balance hand ive laugh loved adding itself worse
meant sent actual early late necessary office wont girls noticed special appears network nobody chat client
fear lets shot community memory broke brain minute won event gay worked worry obviously ways wife killing
picture action song reasons title moving perfect suck forward release accept advice reply easier spent
computer eyes literally missed site double focus kill paying luck solution changing knows discuss unable
result clean daily note plus shopping slow interest young messages official appreciate hour interesting pick
connect lack apply fair helping improve middle truth uses body exist energy kinda mode notice omg poor
somebody decision insane basically drop listening beautiful consider kid willing lie lots visit across quick
updated warning english mental respect meaning speak avoid somewhere options son amazing numbers piece
receive useful cat standard failed load super beat conversation joke worried steps terrible extremely
totally prefer above large act government ahead mistake whenever fall bed fire known near straight trip
drink obvious empty helps otherwise cash dollars handle machine software south window died walk writing
aware ideas include looked rules click entry putting recommend showing choice mention position john meet
bored dumb loving option random cover eating fixed ice light met press fighting indeed thoughts college
father supported posted reality crying states youtube gas involved alright attempt mess removed argument
earlier expected properly sub yours brought stick america base born cry drugs five forever gotta gotten
ignore model size smart useless web wrote listed places return stopped anybody ends forgot hot required
unique value hopefully services location force front losing none posts apparently blue boyfriend context
doctor easily town although third upon decided fit immediately driving gun buying dude fault haha proper
research unfortunately war learning private primary security likes sister additional charged cold contact
countries editor jobs killed lately law previous rate relationship saturday task tax topic behavior busy
confused exact program speaking depends results somehow everybody keeping partner replace paper bot decide
fake older touch tough west events fan finding national plans purpose trash lead attack chinese afraid
certainly limit statements existing usage horrible price written fat lucky medical effort leaving logic
theres weekend built bitch hands hurts loves password police present quality season sit style waste doubt
flag possibly cares crap deep drunk gift king photo reference fully awful creating male match require
specifically starts suggestions wake wonderful record pull apps calls confirm download goal posting coffee
manager suggestion million regardless worthless prove character connected final generally active bunch fail
faster section doesnt negative road terms despite boys considered knowledge passed according acting anti
blocked door dream everyday forced members player realized received rent review screen sitting understanding
actions biggest earth fly voice expensive married round express favorite mad strange thinks air begin
facebook finished session switch increase mostly mentally peace separate weight annoying bottom count mark
images mentioned global honest higher himself kept proud building describe europe hair park quiet till
background beyond discussion log appear effect named table yep assume christmas court join loss map military
physical upset zero bigger individual manage rid street ugh lady twitter walking concerned released russian
folks function legal liked period progress rule setting constant definition planning popular surprised
videos anywhere cancer grow learned rock sending solve books growing personally correctly device dollar
proof rights auto package regarding shop catch pictures helped push travel closed files green insurance
plenty raise scared surely towards turns checks risk approach bother lower accounts concern played resolve
speed types average canada dear quickly quit seconds throw turned bought caused extreme football friday
healthy hits idk items lazy payment shut alive asap automatically cars concerns confirmed direct environment
feature install mac north panic pizza ran suddenly decisions meeting practice requires heads method nearly
opening role absolute knowing boss dangerous drug member path responsible majority sharing names study tells
among answers considering quote spending twice usual false former groups iphone sites particular cards fans
guilty mood nature star assuming channel evidence facts fell garbage hide holiday input land mum nope odd
range reasonable sell summer valid club guide june president supporting username claims understood
constantly husband lived matters positive wanting beginning china default economy onto career east tool
attacks forum performance product afford art besides dark holding united texas views ending incredibly tasks
pushing basic birth library permission projects british crash managed neither nor players previously respond
shown alternative charges below caught deleted film lines market political pre professional protect science
students successful basis causing letting provided suppose alot carry finish paul perfectly fixing hoping
min animals anyways bar becoming french island opinions pro sentence sources accepted decent deserves draw
impact planet regular ride train worries dropped failing max reviews ugly bringing color holy calm exercise
goals highly isnt mouth shower treat wasting admit potential race animal became documentation dying effects
excuse exists harder hilarious international links natural shoot staying usa wear cases entirely secret york
accurate applications breaking complex dealing fill phrase pic property reported submit supports traffic
acceptable center curious failure feedback hang schedule agreed debate enter expecting familiar normally
articles flat hating jump slowly silly browser feelings india maintain mistakes target adult bet ended fees
female floor impossible instructions interview jealous letter loud menu remain rich scary series sore stress
weather winning apple becomes board boring brings confusing cooking disagree election faith hungry pure
recognize seemed sexual theme appropriate march promise rates reporting teach rude technical verify yup
abuse alex anxious burn bus butt challenge clue column complaining confidence core cuz daughter detail
direction everywhere excellent eye field figured fresh generation george girlfriend happiness joy laughing
linked management mexico mobile moments moon movies nervous net operating opportunity pages prevent profile
racist reaction relevant religious root russia saving searching selling shame shooting skills skin sleeping
smoke solutions speech sweet tag thousands violence volume weak woke yea cities passing cheers asleep button
meal runs saved smoking reports showed upload design london scale tools ability accident arms blood cute
dunno filled fired journey massive opened pressure slightly somewhat treated album church compared covered
hook leaves levels limited perspective resolved secure sides stable described eventually gold marriage
recall returns suffering suicide tend therefore activity congrats cross cutting hotel kick organization
raised recovery stories student apart badly conflict define modern opposite overall painful pointing cup
experienced records stage universe updating bear bullshit complain driver emotions federal feet flying
fucked illegal income intelligent meat tree applied banks conditions costs heavy incorrect israel item lock
locked owner revert safety shall shared split toilet upcoming utility drama herself math turning barely dogs
judge particularly attached bridge development logo pop transfer germany harm identify cats counter display
domestic efforts grade signs tiny initial minimum photos replaced thru various associated blame closer
collection commercial equal length route virtual banned complicated messed parent reached reduce signed
standards station stock stream ten tips wall activities belong closing custom description discount document
fee fish lunch orange planned refer requested row upgrade attitude england irrelevant monday parts prime
privacy roll snow watched convert france january plain sadly serve spot whom bills cheating compare concept
emotional james placed platform sea blocking includes jack visible affect affected california caring
customer drinking evening excited goodbye hates hence idiot medicine noise pack politics pray realizing
register regret significant society sunday talks throwing thus ticket achieve agreement areas arguing ball
causes characters cheap critical discussed distance edited education errors evil falling feed followed
hearing hire included joe larger processing protection reaching represent resources script sir songs staff
steve sun supporters sync taxes tension therapy ups vacation warm washington wednesday wide accidentally
amazon argue audio australia colors comfortable crowd dreams expectations havent hole legs lies ordered
panel population possibility situations soft sold spirit standing stops voting wine wise workers arm bro bye
chose everytime experiencing greatest mate officially pissed teachers fails foreign freedom lying parties
ridiculous sports typically band david disease gain theory weed assistance congratulations damage explained
explanation freaking rape training disappointed elsewhere explaining humans restore sensitive throughout
tries arguments chris commit cream culture editing financial fraud hero lights moves native spanish suffer
tears til wasted yay grown hospital largest minor pulling referring teacher december edge fox ground
industry contain creates fairly generate ignored nah asks benefit blog camera candidate cook county creation
draft notes plane providing ship sugar voted votes ban blocks independent informed pattern chicken desire
forces kinds license martin master monster prior produce repeat spread allows communication trump unit url
authority budget burned campaign entitled favor foot homeless identity incredible prices six surprise
systems tea tone admin alcohol answered appreciated beauty benefits blow bowl cheat clothes condition dance
dates depressed desperate diff earn expression format gender hes java keys login mix necessarily pool
purchase receiving reminder repair replacement responding restaurant river sake select shock solved success
sufficient tech testing trade university wearing windows youre alt brand breaks detailed divorce drivers
explains hidden kiss loop nights pieces powerful prison resolution responses salt san screw sometime
suggesting trick western aside beer comparison hitting radio stolen determine distribution don stands
stopping advise continues features leads pleasure advantage confusion connecting episodes examples falls
flight friendly hiding invest leading miserable recommended remind schools selfish shake smile valuable
attempting degree facing led netflix advance alert aspect brave celebrate consequences dick differently
dinner grab grandma grew improvement innocent internal mins nasty picked reflect sessions shell suggested
unsure violent virgin wishes april artist belongs chances completed coverage defense docs dry effective
episode exchange ignoring improved justify league machines magic november october pin prepared rare ref
sales successfully talked typical verified whose anger existence horse lane lay react remains seven sky
spell aka army careful claiming conclusion deleting dress frankly fund grand hundreds instantly iran
japanese lonely mass suspect treatment wild documents ensure meta activate alternate android apartment brown
colour combined companies dirty famous frame greater improving indian michael perform regard rejected rename
september stores truck tutorial winter destroyed differences kicked provides quotes ton approved attempted
develop disorder florida heat measure plays pushed queen solid analysis applying connections copied
dependent emails expert manner matches nonsense patience policies skip toxic troll chicago eight needing
print production puts relation sets tab toward addition africa ate billion bite bug canadian cancel circle
cookies cousin crisis dem doctors employees ham heck illness japan laws lawyer lil millions mountain
offensive outcome picking profit protest recipe removing responded rush served sooner sport strength studies
supply thin translate updates worker attempts bag difficulty manually nowhere stating unexpected union
wondered afternoon anytime border buddy chrome com corner digital edition entered honey jesus juice
operation papers patient preference prepare setup shift sing submitted tank tom transaction village allowing
behaviour boston classic cried equally golden milk porn pretend pride protected registered reverse sam
sexually shape skype sorts struggling swift wiki worthy broad cake capable contribute deeply factor hanging
limits paranoid produced temporary violation administration awkward beating belief believing brothers burden
cheer choosing clock combination continuing creepy dan dating deliver department diet drinks drives economic
escape freeze fuckin funds guessing gym hip host hug increased lord material memories midnight ourselves
passes pending physics piss remaining returned returning scratch sigh subject teeth typing values vehicle
wat cleaning dislike handled hopes inform kindly label lacking query settings square suit tested actor
approval arrive asian author automatic babies backup bold bomb booked bothered bout cast chill classes
conservative convinced cope covers daddy database depending destroy dynamic egg entries external families
fights german grocery gross habit hack heading healthcare hurting incident jersey laptop lesson liberal lmao
loan methods mid parameters paste pointless politicians portal poster professor published rain refuse
relationships religion remote responsibility reviewed ring scientific scream seat selected servers serving
smaller soul struggles suggests unknown virus waking wars wasnt adds award battery bias christian
circumstances commenting crashes determined disabled dump enable essay extended forgotten handling ideal
italian july meetings meets microsoft monitor monthly motivation occurred pie ram regards scene seek sees
signing spam statistics stays taste teams adjust aggressive answering developed discussions embarrassed
exciting gained hated indicate interact jokes lessons nightmare pants persons presence presented pulled
recommendation ruin scare screaming tests unlikely wedding whoever wishing accepting approve backing central
choices frequently grant guarantee hardly held individuals inner interests owe promises removal skill steam
swap tweet loose mixed object rarely raw reliable screenshot selection snap stated sum addressed airport
burning consistent dropping entertainment genius hill imo launch multi opens pair paris prince refuses blah
camp chosen crimes dedicated engine equivalent exceptions finds giant greatly hat invite joined linux
located nation peter ratings relate robert searched seeking server surprising timeline tip abusive adam
admitted awake bags bin burger carrying european freezing frozen handed hardest intelligence kevin keyboard
loads pointed raising reasoning replied treats victim zone atm balls bedroom blaming debt decade decades
deeper designed drawing encourage fears fellow focused forcing freak generic insecure jerk joking junk
kicking kidding leg letters movement murder ocean ongoing pile randomly rant rip rolling spoiled spring
treating tuesday uncle unfortunate wallet wave backed boat consensus describing eastern enjoying essentially
established forms latter survive wouldnt blank capital civil clarification collect contract driven essential
forth legacy locations noted numerous operator passive procedure products rough shipped spelling tickets
understands unlike unwanted architecture bird generated hurry insult meaningful modify offered ownership
port proceed productive surface threads utterly acts adults apologize battle bucks bugs chief citizen
clarify climate competition conspiracy courage crime cycle democratic diagnosed doc eggs february fits flags
friendship gang holidays impression intended intro leader legally logical marked mini mirror payments
positions proven relatively relax sandwich seattle sec settle shitty spare spoken spreading stars stats
storm strike structure sue switched technology terminal typo unusual addresses calendar dictionary gaming
opposed artists comfort desperately emergency executed pet pregnant proposal savings slave stole stronger
ukraine adopted agent aha beta closely communicate consistency creator denied discover drag execution
experiences filed functional guidance immediate improvements manual mike mission orientation poorly
preferred publish remarks replies satisfied shocked shots shutdown subjects tabs trigger whereas yellow
actors administrator ads alpha bay bread bud cheese chocolate dancing denver films funding gorgeous guilt
hacked hunting kills laid los mainly offended percent pound protecting purposes qualify readers realise refs
releasing shirt spin stomach teen ultimate unfair anime bullet criminal empire era exclusive explicit
fingers hardware highest hollywood ignorant interface invited ironic irony jones peoples priority reputation
serves spaces speaker speaks strategy visual writes appointment beast bell birds crew dispute fallen flow
hacking holes humor identified jumping offers promoted seats semi sudden tons actively apologies appearance
behave cared carefully chest creative criticism defining fantasy foundation guard heavily homework
increasing infinite injured instagram instance intention inviting meaningless moms neutral nowadays nuts
offering pity practical pretending protocol releases roads scenario spoke swear vague versions walked wheel
whore blind categories concerning corporate distant drops ignorance influence integrated orders petty
physically ping reward routine sat threat thrown tied advanced amendment andrew audience awhile bloody
branch caps clever committed computers convince democracy fantastic forgive functions guitar icon liking
loaded overwhelming phase plate potentially programming proving sarah scan score sequence smooth tracking
assist assumed bars bots complaint couldnt frustrating fyi notify oops proposed readable realised refused
signature tables trusted wins arizona bathroom beach category chase concrete dave depression injury inspired
investigate misleading models motivated occur participate rely rose ruined ruining sends terrified threw
walmart wisdom americans ancient bash brilliant cell chapter claimed compromise conference danger earned
elections employee favour flies frank hint hundred jim judges legitimate lisa meanwhile metal occurs offense
organizations phones plastic praying presume propose recognized regularly sensible stayed string strongly
teaching thomas traveling websites whatsoever yelling african aid alter arrived asia aspects asshole
avoiding backwards basketball bike bothering breakfast breath cable century christians clearer coach coast
command consent consistently contains continued cops corrupt crashed crashing customers dang delay demand
developer director disaster disk domain downloads dozens drove dudes earning easiest efficient elaborate
evaluation explicitly fed filling firefox fixes flowers fried genuine golf gosh grateful hall happily hockey
honesty housing hunt impressed intend jackson jam korean lasting lists logged marketing maximum meals merely
miles module neighbor nose officer offline owned paths patients penis performed permanent personality
programs promised references reminded reminds requests requirements reset rise risks sane shaking shes shoes
slip slower smell smells specify spelled stone stressful studio tagged taught threats tim tolerance toll
trial ultimately uncomfortable units uploaded visa visiting warming wind younger accused acknowledge agency
ages amounts animation august austin bits blowing boot breathing buildings bull cancelled chain clicked coat
complaints congress contributing conversion couch desk dig directed echo effectively endless expand
expansion faced figures flash flip ghost headache hobbies hop introduce jail judging lab lap lied lover maps
meds messing minded mindset nail neighbors nerve notification originally ought pedophile propaganda reads
recover referenced region rescue resume robot romantic sale serial shipping shirts shy sight sober soda
species stack starving streets subscribe survey suspicious swing symptoms temperature terror theater
thousand translation vegas wherever wikipedia wing accomplished begins believed ben bob bright buttons
capacity challenging chip cleared closest console dated educated experiment filter freely gather houston
justice lake rank reduced roles scheme silence specified strikes syntax timing valley voters walls weapons
afterwards arrow codes confident contents ears engage handy hood incorrectly investment joining mature
nicely paragraph plug queries replying saves struggle unhappy unstable upper worded absence academic
alternatives anonymous apt assignment awareness bat beats believes blown bully christ clients cloud combat
counting deciding decrease depth developing discovered discussing disturbing downs dust enemy expects
figuring grave grief groceries habits hasnt hawaii heaven hired lovely lyrics managing meantime obsessed pen
plant pussy racing remembered repeatedly represents sacrifice sarcastic secretly secrets silent smarter
sorted spiritual stretch subjective surgery survival tear terribly throws thursday troubles tune twenty
understandable unnecessary utter vulnerable wash withdrawal zombie abandoned accordingly aim arrest began
boost brief candidates champion controls covering crack decline defend demonstrate drawn eaten exams extent
fashion forums fourth handles harsh inappropriate ingredients initially instant journal judgement legit
longest lowest mainstream musical naive networks nine notified overly owners patch pot promoting publishing
pump purely rating relevance restrictions retrieve screwed scroll seasons signal studying superior tense
violated widely winner worldwide applies assumption bang britain charlie cleaned dealt depressing displayed
emotionally enabling epic existed expressed extension hung involve justified ladies latin laying mall narrow
objective pets reflection representation satisfy talent taylor territory tour vice void worrying accessing
accomplish agenda alaska algebra arrested aunt balanced bears burnt channels charles cheaper closet combo
commands compile converted counselor deadline deals definite deny detect dev dumped eliminate engineering
enjoyed entering eric establish exit favourite fbi flood follows grandparents greetings guns gut harmful
historical inch ipod issued justin kim kitchen knee knife languages lemme lift lookup maintaining messy
notifications oregon overcome poop precise printing puppy quarter questionable racism ratio recorded
recurring referred relating relative relaxing repeated replacing riding rob ryan safely solo stored strict
summary terminate theirs throat topics trace tracks transferred triggered vancouver woods yell zip alien
anyhow attach blast boxes controlled darn dat destination dot duplicate empathy frustration functioning
insight instances integrity keyword managers obtain permanently preferably printed purchased shortly suite
symbol tends toy tricky agencies annoyed bizarre borders carried cartoon coin comparing concert contributed
crappy cult curiosity cuts employed err estate extend followers fork gap guest highway imagination index
installed iraq javascript korea lame limitations locally logging luckily misplaced newly partial preview
prob prompt rational reactions styles switching temporarily traditional underlying width worlds addressing
advised clarity compatible corrected damaged directions embarrassing employment enabled exposed factors
finance formula frustrated generating genuinely kingdom modified operate origin premium reader remotely
representative requirement spite steal stealing substitute sucked suffered suited touched warn weekly
activated advertising amazed bond bubble burns capture centre construction crossed deposit devices downtown
glass harry headed infrastructure installing instruction labor layer liberty loading marks neat newer
noticing nyc ohio ray requesting royal ruby secondary shouldnt silver strip subscription suitable thankful
unlimited visited wales wifi yahoo addiction alarm alcoholic annual attacked bipolar coding comic
communities contributions countless cow delivery differ disappointment distinction educational enormous exam
execute farm grammar grounds handful hardcore implies johnson journalist legend linking miley minds monkey
newspaper noon pleased powers proved quoting repeating reserve restricted retirement reverted shore shout
significance southern spark stranger strangers surrounded texts ties tires trained unemployed wages writer
writers assessment boom charging chasing chemical confirmation contained cooked defined detroit electric
eligible entity envy equipment experts fields gimme height import impressive inconvenience mentioning
mortgage neck predict reveal santa severe shares sized sunny tail tape thick accountable affects airline
arent ashamed attachment attorney bald bastard bath begun beliefs boundaries breakdown breathe bullying
businesses cafe challenges closure colleagues collecting comprehend concepts conform convenient copying
corruption cough cruel cure decides declined denial dentist depend destroying destructive dies disagreement
dish disrespectful donald encounter expired feeding fewer finger flights float fool fruit gary glasses
goodnight goods governments governor halloween heal hostile ignores imho incomplete insulting insults
interaction irritating judgment kelly kicks killer landing lifestyle loses meditation moral navigate notices
occasionally officials ordinary organize outfit pathetic peer pilot pounds practices praise pressing
prevents problematic publicly punish pushes qualified quoted ranting rapid raping residents reviewing rolls
salary scores shocking sink slack slept stability stance storage stupidity suicidal supposedly sympathy
teenagers terrorism threatening thumb tire travelling twelve unaware vast virginia warned whining wood
abused accessible addicted angel appeared approaching archive attractive banner behalf beside billing blows
bottle bound browse bush chatting chore clicking clinton comedy completion constructive contribution
contributors coordinates copies correction cracked credits criteria crown crush daniel dare deck defeat
demanding desired dialogue disappeared distinct doors dope dreaming ebay edits elected elements encryption
expenses export extract fancy fetch filters foods forest forgetting formats grandpa granted graphics
guidelines happier header hesitate insanity internally invisible iron isolated jealousy jeff laundry
leadership lions loans logs loser medication mexican mount mouse museum nations naturally nick objects
oldest optimistic ordering ours output outta paint painting passionate pasted paycheck percentage
permissions philosophy pink possession potato prayers preparing progressive properties protests proves proxy
psychotic recognise recommendations reddit refresh refund resulted rewrite roast rolled sample sand scope
screwing semester sexy shorter shutting siblings simpler slap smash smith sony sounded soup speakers
spectrum squad sticking stressed submitting succeed suits syndrome tacos thankyou tiger titles trivial
turkish typed unbelievable usable validation vanilla versus voices warnings weekends withdraw wonders yall
adapt agreeing angeles appointments armed association assure attend availability belt blur certificate
completing conflicts consideration convey counts debit disconnected diseases disgusting distracted embrace
employers extraordinary firm flower gaining guides holds hooked houses humanity inconsiderate increases
indicator intellectual ireland joint locate loosing maintenance mechanism messaging mile mornings parking
participating passion pays pennsylvania prescription priorities promote quitting rapidly reaches recognition
recovering redirect refusing reject religions resource revealed scenes senior sickness signals sincerely
sisters skinny transition wore assholes await beneficial calculate charts chooses cited clearing coincidence
committing contacted contacts conversations delivered digging finishing formal gladly halt karma lacks lands
layout listing masters opportunities origins pause possibilities practically processed promotion quicker
refers reporter russians sections shadow singing spots subscribed tight unlock unreliable urge variety
atleast authorized brian bump captain clip courses cultures directory doubts duck educate electronic
executive foolish frequent graphic hoped ideally institution invalid involving lincoln listened mailing
marine nearby newbie overseas pakistan perception preferences presentation quest republican revolution
sarcasm soldiers someday surrounding tactics trees upgraded abroad achieved apparent appearing banana
banking cameras campus cells chips confuse consumer convincing cookie crucial curse defines developers
displays documented exception exclude explode fathers grandmother grass guaranteed importance importantly
kansas leak loyalty membership obligation observation passenger popcorn princess proposals psychological
pursue rated refrain resort rings salad settled shouting similarly soccer transport turkey unreasonable
wreck absurd additionally admire affecting aint ally altogether ambitious amongst announced appeal arch
assembly attracted automated avatar beaten belgium belly biological blamed boobs breakup bucket candy chart
cheated childish chronic cleanup cognitive commute compassion complexity council creativity crushed debating
delayed deliberately demands describes desktop dessert diagnose distract division drone eliminated
encountered enemies enforcement engaged engagement esteem expense expressing fate featured fictional fishing
ford fortune fulfilling grace grasp grip haters hints hiring horribly hotels inaccurate inches inevitable
intent introduced italy jacket knock lecture liar lifetime lovers loyal magazine malicious measured medium
mentality mercy michigan minecraft minority misses misunderstanding naked nashville newest nickname
nominated nuclear overlay packed palestine parliament perceived philly pipe playlist polish polite
politician poll portion presents priest principle projection recording resident retain riot roommate
scenarios secondly senate sharp ships significantly sizes sketch skins slick solving sons spamming spit
strictly sucking temp theories toss troops unacceptable universal vehicles versa walks weigh wider workout
youth bare consuming damaging difficulties disappear donkey dose dozen ease festival flexible grey incoming
indication mentions mixing popping producing rage referencing resulting rooms sheesh submission targets
transferring viewing acceptance alabama anniversary artwork attacking attract bones calculated catching
ceiling centers circles closes commentary confirming consumers contrast controlling crossing cultural
discovery donate dual encouraging erase expertise exposure flavor focusing folk fraction fuel gameplay gray
growth honor hosting household imagining inclusive initiate intentions interactions interpretation keen
labeled labels libs locking maker medal mesh nearest neighborhood ouch packing parade partially
participation pasta patterns performing periods practicing primarily proposing puppet purple radical rally
regions registration relates restoring risky roman rotation rubber sauce scheduled scotland seperate shaped
singer slavery slice solely soviet spoiler spray springs sticks stuffed substantial tackle tall textbook
titled tower trail trek uncertainty vent viewers volumes abortion accountability accusations accuse affairs
agents aircraft anthony australian awards bacon baking battles beloved breed brutal cage cameron chin cinema
commitment compromised constitution consume cord credible criticized debates degrees destruction displaying
dots dutch employer ethical firing frightening generations goat goodness grid halfway harbor hehe helpless
heroes hides highlights insert insomnia jazz lemon lion lottery mandatory maturity melt mighty mistaken
nancy olympics owns packet parallel powered presenting principal principles procedures queue races radar
rental respected responsibilities sadness sausage sentences sheer shooter spotted startup stations steel
sued swedish switzerland television template torture touching trapped trend trusting tunnel twisted
unhealthy validate venue withdrawals yoga zealand advantages approaches blew brazil cannabis carbon coaches
concentrate confirms crop damned defending digit disable district divided explorer formally
`;
