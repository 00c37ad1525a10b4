// Written by models/training/requests/train.py.
export const BIAS = -1.75;

const LINES = `
0.12 &
0.25 ,
0.09 , 10
0.12 , 3
0.06 , 6
-0.05 , a
0.05 , age
-0.06 , all
-0.07 , and please
0.10 , any
-0.07 , any idea
0.10 , any tips
0.07 , anyone who
0.20 , anything
0.07 , anything with
-0.05 , ask
-0.06 , bit
0.18 , budget
0.05 , budget 150
0.06 , call
0.06 , call me
0.14 , can
-0.06 , cheers
0.06 , comment
0.09 , convince
0.09 , convince me
0.18 , dm
0.13 , dm me
-0.10 , do
-0.08 , do i
0.06 , do you
0.07 , dont
0.11 , drop
0.05 , drop your
-0.06 , email
0.09 , go
0.07 , go on
-0.05 , good
-0.07 , great
0.10 , h
-0.06 , happy
0.05 , have
0.06 , hmu
-0.06 , hope
-0.10 , how do
0.08 , how much
-0.06 , hows
0.24 , i
-0.07 , i gave
0.14 , i want
0.08 , if
0.06 , if you
-0.06 , ill
0.07 , im
-0.06 , im going
0.05 , im signing
-0.07 , in
-0.26 , is
-0.09 , is it
-0.09 , is that
-0.08 , it
0.05 , just moved
0.10 , lets
0.07 , links
0.07 , links welcome
0.10 , mail
0.12 , max
0.06 , message
0.06 , message me
0.09 , must
0.08 , my
0.07 , name
0.07 , name your
0.05 , near
0.16 , need
0.06 , need a
0.06 , no egos
0.12 , one
0.08 , our
0.07 , ours
0.19 , paid
0.07 , paid ,
0.06 , paying
0.06 , paying 20
-0.07 , please dont
0.06 , please send
0.09 , pop
0.12 , post
0.12 , remote
0.10 , reply
0.05 , salary
-0.09 , same
-0.11 , see
-0.06 , see you
0.23 , send
0.08 , send me
0.06 , serious
-0.08 , she
0.07 , show
0.07 , show what
-0.07 , sorry
-0.05 , sounds
0.05 , tell me
-0.13 , thank
-0.12 , thank you
-0.24 , thanks
-0.07 , thanks for
-0.12 , thats
-0.06 , thats all
-0.14 , the
-0.06 , too
-0.05 , too much
-0.06 , took
0.10 , under
0.09 , warm
0.10 , we
0.06 , we are
-0.06 , we have
-0.05 , well
0.08 , were
0.13 , weve
0.13 , what
-0.06 , what a
0.11 , what does
0.06 , whats
0.06 , whats it
0.05 , where
-0.08 , which
-0.10 , who
0.09 , whos
-0.08 , why ?
0.11 , will
0.09 , will pay
-0.08 , wish
-0.07 , wish me
0.15 , write
0.11 , write me
0.07 , yeah
-0.08 , you wrote
0.12 10
0.06 10 minutes
0.08 12
-0.09 14
0.08 2
0.06 200
-0.06 2019
0.09 20th
-0.08 2k
-0.07 3
0.06 3 icons
-0.07 30 a
-0.07 30 a month
0.08 300
0.07 30th
0.08 3rd
0.05 4
-0.12 40
-0.08 42
0.18 5
0.12 600
0.17 7
0.10 80
0.08 90
-0.07 900
-0.05 9am
-0.07 9th
0.11 > ,
0.06 > , can
0.05 > , hand
0.05 > , hand drawn
-0.13 > , i
-0.05 > , i have
0.08 > , is
0.05 > , want
0.05 > 10
0.05 > 2
0.07 > 20
0.09 > 3
0.06 > 60
0.18 > ?
0.17 > a
0.14 > and
-0.14 > are
-0.14 > are you
-0.08 > are you the
0.08 > at
-0.05 > been
0.11 > can
0.05 > collection
0.05 > collection drops
0.05 > collection drops soon
-0.06 > dear
-0.06 > do
0.05 > drawn
0.05 > drawn snails
0.05 > drops
0.05 > drops soon
0.05 > drops soon ,
0.08 > first
-0.07 > for you
-0.07 > from
0.05 > hand
0.05 > hand drawn
0.05 > hand drawn snails
-0.08 > hey
-0.10 > hi
0.06 > house
-0.09 > how
0.19 > i
0.05 > i have a
0.06 > i pitch
0.06 > i pitch you
0.05 > i send
0.06 > if
0.08 > is
0.07 > like
0.06 > like yours
0.06 > may
0.08 > may i
0.08 > me
0.10 > on
0.05 > our collection
0.05 > our collection drops
0.06 > pitch
0.06 > pitch you
0.06 > pitch you something
0.07 > quick
0.06 > run
-0.06 > sales
0.06 > selling
0.05 > send
-0.06 > slots
0.05 > snails
0.07 > soon
0.05 > soon ,
0.05 > soon , hand
0.06 > still
0.05 > table
0.05 > template
0.12 > that
0.11 > the
0.06 > time
0.11 > to
-0.05 > to the
0.08 > today
0.06 > veg
0.14 > want
0.09 > want to
0.12 > we
-0.06 > we do
0.08 > with
-0.06 > you the
0.07 > youre
0.06 > yours
1.22 ?
0.49 a
-0.10 a broker
0.07 a call
-0.12 a copywriter
-0.09 a designer
-0.06 a freelancer ?
0.06 a freelancer for
-0.06 a friend of
0.22 a good
0.08 a hand
-0.07 a jumper
-0.05 a junior
0.10 a look
0.08 a look at
-0.05 a month
0.07 a new
0.08 a one
0.07 a part
0.07 a part time
-0.06 a sales
0.08 a shopify
0.06 a short
0.05 a slot
0.05 a small
0.08 a sofa
0.05 a weekend
0.06 a weekend ?
-0.08 about my
0.07 about the
0.06 above
0.12 accept
-0.09 accessibility
-0.07 account
0.12 actually
-0.09 adapter
0.09 add
0.11 add me
-0.05 adding
-0.07 ads
-0.09 after
0.08 after 5
-0.25 again
-0.22 again ,
0.07 again ?
0.07 age
0.15 agencies
0.14 agency
0.20 ahead
0.09 ahead ,
-0.26 all
-0.05 all i
-0.05 all set
-0.05 allowance
-0.18 already
-0.06 already have
0.07 also
-0.09 always
-0.09 am
-0.07 am free
-0.07 am free from
0.21 an
-0.09 an adapter
0.08 an app
-0.06 an email
0.05 an experienced
0.35 and
0.05 and a small
0.08 and are
-0.08 and do
0.07 and have
0.07 and have a
0.18 and how
-0.13 and i
0.13 and ill
0.09 and no
-0.07 and please
0.08 and tell
-0.06 and then
-0.05 and we
-0.07 and were
0.09 and what
0.06 and whats
0.06 and whats the
-0.05 answers
0.54 any
0.06 any cheap
-0.07 any idea
-0.12 any more
0.10 any tips
0.09 any tips ?
-0.06 any tools
0.41 anyone
0.11 anyone ?
-0.17 anyone else
-0.08 anyone explain
0.17 anyone got
0.10 anyone got a
0.11 anyone help
0.11 anyone here
0.09 anyone hiring
-0.05 anyone in
-0.11 anyone know
0.13 anyone know a
0.08 anyone know an
-0.14 anyone know why
0.08 anyone recommend
0.06 anyone recommend a
0.20 anyone selling
0.06 anyone selling their
0.13 anyone who
0.14 anything
0.05 anything remote
0.07 anything with
-0.10 api
0.20 app
-0.07 applications
0.07 apply
0.14 appreciated
0.07 april
-0.17 are
-0.07 are in
-0.05 are on
0.10 are open
0.05 are they
0.07 are you all
0.13 are you still
0.07 are your
0.13 area
0.15 area ,
0.08 around
-0.08 arrived
0.08 artists
-0.05 as a
0.12 as well
0.06 as well ,
0.11 asap
-0.10 ask
-0.24 asked
-0.06 asked for
-0.05 asked for a
-0.06 asked if
-0.16 at
-0.08 at 3
0.06 at all
0.06 at all ,
0.08 at it
0.08 at our
-0.12 at the
0.06 at the school
-0.07 at work
0.08 at yours
-0.05 ate
0.07 attention
-0.12 audit
0.06 audits
0.06 avail
0.15 available
0.10 available ?
-0.13 back
-0.08 back to
-0.07 badge
-0.05 badge ,
-0.06 badly
-0.06 basics
-0.08 be here
0.06 be up
0.06 be up for
-0.06 beautiful
-0.05 because
-0.22 been
0.22 before
0.10 before the
0.15 below
0.14 best
0.07 big
-0.05 bike
0.10 bill
0.06 bill in
0.07 bio
-0.07 bit
0.06 bitte
-0.07 block
0.13 board
0.07 book
0.09 book ,
0.06 boss
-0.11 bot
-0.08 bot keeps
0.11 both
0.05 boxes
0.06 brakes
-0.07 brands
-0.05 bread
0.06 bring
0.05 broke again
-0.16 broken
-0.10 broker
-0.08 btw ,
0.06 buddy
0.39 budget
0.05 budget 150
0.06 budget is
0.05 but if
0.07 but we
-0.09 button
0.44 buy
0.07 buy a
0.12 buy it
0.13 by
-0.08 by a
0.11 by friday
0.06 by friday ,
-0.07 by hand
0.07 by monday
-0.07 by the
-0.12 c
0.05 cafe
0.10 cake
-0.05 calendars
-0.05 calendars ?
0.12 call
0.06 call me
0.08 calling
0.13 calling all
-0.09 calls
-0.12 came
-0.05 came through
0.60 can
-0.05 can anyone
-0.08 can anyone explain
0.11 can anyone help
0.06 can anyone recommend
-0.06 can fix
0.19 can i
0.07 can i buy
0.05 can i find
0.07 can i have
0.08 can pay
0.06 can pick
0.05 can write
0.15 can you
0.07 can you do
-0.06 cancel
-0.07 candles
0.13 cant
0.06 cant find
0.09 cant work
0.08 cart
0.09 cash
-0.06 cat
-0.07 catch
-0.08 cater
-0.08 cater for
-0.07 cellar
0.07 chairs
0.20 channel
0.12 channel ,
0.20 charge
0.07 charge ?
0.13 charge for
0.07 charge for a
-0.08 chat
-0.05 chat ?
0.12 cheap
0.07 cheaper
-0.11 checkout
-0.09 cheers
-0.06 christmas
-0.07 churn
0.06 class
0.06 class ?
0.06 cleaner
0.10 cleaner ,
0.10 clients
0.11 clients ?
-0.09 close
-0.15 closed
0.05 co
0.05 co op
0.09 coach
0.08 coaching
-0.06 coffee
0.07 collabs
0.09 come
0.10 comes
0.11 comment
-0.06 complains
0.07 contact
0.07 contact me
0.16 contract
0.08 contract ,
0.09 convince
0.09 convince me
0.42 cost
0.05 cost ?
0.39 could
0.08 could i
0.08 could you
0.10 course
0.06 course ,
-0.10 cousin
-0.06 cream
-0.07 cried
-0.06 customer
0.09 cv
0.07 damage
0.08 date
-0.22 day
-0.05 day 3
-0.18 days
-0.07 days ,
-0.08 days ?
0.15 de
0.05 deck ,
0.11 decks
0.07 deliver
0.07 deliver to
0.06 deliverability
-0.07 designers
0.08 desk
0.12 desperate
0.09 details
0.08 dev
0.07 developer
0.05 developer ,
0.12 devs
-0.31 did
-0.05 did i
-0.21 did you
-0.06 did you get
0.08 did your
-0.10 didnt
-0.05 difference
0.08 discount
0.10 dkim
0.21 dm
0.17 dms
0.09 dms are
0.11 dms are open
0.07 dms open
0.07 dms open for
0.42 do
0.11 do i get
-0.07 do i need
0.09 do i sign
-0.07 do it
0.08 do my
0.06 do the
-0.08 do they
-0.09 do we
0.28 do you
-0.13 do you all
0.11 do you charge
0.10 do you guys
0.15 do you have
-0.09 do you lot
0.08 do you offer
0.11 do you sell
0.13 do you still
0.11 do you take
-0.13 do you use
0.33 does
0.05 does anyone here
-0.09 does anyone know
0.07 does it
0.05 does it cost
0.19 does someone
0.09 does someone know
0.06 does your
-0.10 dog
-0.09 dog ,
-0.08 doing it
-0.50 dont
-0.07 dont dm
-0.06 dont have
-0.14 dont send
-0.09 dont send me
-0.07 dont write
0.05 dont you
-0.20 down
-0.06 down ?
0.05 driving
0.25 drop
0.21 drop your
-0.07 due
-0.07 due friday
0.07 e
0.05 each
-0.06 each other
0.06 edit
0.06 egos
0.08 einen
-0.22 else
-0.09 elsewhere
-0.06 elsewhere ,
0.18 email
0.07 emails
-0.06 emoji
0.07 end of
0.05 end of month
-0.06 ended
-0.06 ended up
0.07 english
0.07 english ,
-0.07 enough
0.07 eu
-0.12 even
0.13 evenings
-0.09 every
-0.11 everybody
-0.13 everyone
-0.05 everyone ,
0.07 everyone using
0.07 everyone using for
0.08 everything
-0.06 everywhere
0.05 exam
0.05 exam in
0.09 examples
0.06 experienced
-0.12 explain
0.05 farm
-0.06 favourite
0.08 fee
0.07 feeds
0.17 feel
0.20 feel free
0.20 feel free to
0.05 fees
-0.07 feet
0.10 figma
0.07 filmed
0.07 filmed it
-0.13 finally
0.12 find
0.21 fine
0.07 firm
-0.12 first
-0.14 five
0.06 fix
-0.11 fixed
-0.05 fixed the
0.08 floor
-0.07 flows ?
0.07 folks
0.06 following
0.13 food
0.62 for
0.07 for 12
0.07 for 2
-0.08 for 3
0.07 for ?
0.08 for a
0.07 for a new
-0.05 for adding
-0.06 for an agency
0.07 for collabs
0.08 for it
-0.15 for me
-0.06 for me ,
0.13 for my
0.27 for our
0.05 for our cafe
0.18 for sale
0.10 for sale ?
0.08 for sale or
0.06 for saturday
-0.05 for sleep
-0.09 for that
0.16 for the
-0.06 for three
0.10 for two
-0.05 for us
-0.18 for you
-0.06 for you ?
-0.08 for your
0.06 forum
0.08 forum ,
-0.09 found
-0.07 four
0.32 free
-0.07 free from
-0.07 free from monday
0.18 free to
0.07 freelancer for
0.10 freelancers
0.08 friday ,
-0.11 friend
-0.06 friend of
-0.06 friend of mine
-0.07 friend request
0.05 friends
-0.05 frog
-0.05 from a
0.06 from local
0.07 from monday ,
0.06 from september
-0.06 from strangers
-0.12 from the
-0.06 from your list
0.08 game
-0.06 garden
-0.20 gave
-0.06 gave me
0.07 generator
0.18 get
0.05 get a
0.07 get in touch
0.06 get the
0.08 gets
-0.11 getting
0.10 give
0.07 give me
0.39 go
0.20 go ahead
0.09 go ahead ,
0.18 go on
0.09 go on ,
-0.05 god
-0.06 going
0.07 going ?
-0.07 going to
-0.07 gone
0.27 good
-0.07 good luck
-0.06 good luck with
-0.06 good to
0.10 good with
0.07 goose
0.29 got
0.12 got any
-0.07 great
0.07 great but
0.07 great but we
-0.05 group ,
-0.06 grow
0.09 guests
0.06 guild
-0.13 guy
0.10 h
-0.08 had
-0.05 had to
-0.12 haha
0.09 haircuts
-0.07 half
-0.05 hall
0.08 hand
-0.10 handles
-0.12 happy
0.15 happy to
0.05 happy to hear
0.09 happy to pay
-0.06 happy where
-0.06 happy where i
-0.07 happy with
0.08 harvest
-0.30 has
-0.07 has a
-0.05 has been
0.30 have
0.09 have a
0.07 have a look
-0.08 have an
0.07 have your
-0.08 havent
-0.22 he
0.18 hear
-0.07 heard of
0.05 heat
-0.06 heavy
0.21 help
0.09 help me
0.09 help us
0.06 help with
0.10 help with my
-0.06 helpdesk
0.27 here
0.15 here does
0.06 here know
0.08 hey
-0.20 hi
-0.15 hi ,
-0.08 him
0.22 hire
0.11 hiring
0.06 hit
0.08 hit me
0.12 hmu
0.07 hmu if
0.07 hmu if you
-0.06 honestly
0.05 hoodie
-0.06 hope
0.07 hosting
0.10 hours a
0.08 hours a day
-0.32 how
-0.11 how did
-0.07 how did you
-0.27 how do
0.06 how do i
-0.30 how do you
0.06 how does
-0.11 how long
-0.09 how long does
0.43 how much
0.05 how much ?
0.10 how much for
0.05 how much to
-0.09 how they
-0.05 how to
-0.10 hows
0.08 humour
-0.23 i
-0.14 i am
-0.07 i am free
0.11 i book
0.14 i buy
0.10 i buy it
-0.06 i cancel
0.12 i cant
0.06 i cant find
0.09 i cant work
0.07 i could
-0.12 i do
-0.11 i dont
0.05 i find
-0.07 i gave
0.19 i get
0.11 i have
0.07 i have your
-0.15 i know
-0.08 i know someone
0.18 i need
-0.09 i need an
0.11 i need help
-0.10 i never
-0.05 i paid
0.06 i pay
0.06 i play
0.09 i sign
0.07 i sign up
0.08 i take
-0.06 i think
0.29 i want
0.19 i want to
-0.06 i wanted
-0.06 i wanted to
0.06 icons
0.50 id
0.09 id like
0.09 id like to
0.11 id love
0.09 id pay
-0.07 id rather you
0.07 ideally
0.13 ideas
0.05 ideas ,
0.51 if
0.05 if anyone knows
0.08 if i
0.06 if someone
-0.08 if the
0.09 if theres
0.09 if theres an
0.17 if you
-0.09 if you dm
0.08 if you know
0.06 if your
0.28 ill
0.07 ill have
0.06 ill take
0.15 im
-0.07 im a
-0.07 im five
-0.06 im going
-0.07 im good
-0.05 im happy
-0.05 im happy where
0.15 im looking
0.11 im looking for
0.05 im signing
0.05 im signing up
0.07 import
-0.09 in ,
-0.06 in 2019
-0.07 in ?
0.07 in april
0.09 in here
0.07 in it
0.05 in my bio
-0.16 in the
0.06 in this thread
0.07 in three
0.07 in touch
0.11 inbox
0.08 inbox is
0.07 indie
0.12 interested
0.09 into
0.05 into no
0.05 into no 7
0.09 intros
-0.07 invoice
-0.27 is
-0.20 is a
0.07 is back
-0.12 is broken
0.05 is desperate
-0.05 is down
0.22 is fine
-0.09 is it
-0.06 is it normal
0.10 is looking
0.10 is looking for
-0.07 is one
-0.16 is that
-0.08 is that a
-0.06 is that your
0.31 is the
0.25 is there
0.10 is there a
0.08 is there any
0.08 is there anyone
-0.12 is this
-0.06 is this still
0.06 is ugly
0.16 is your
0.06 ish
0.08 isnt
0.16 iso
0.15 it
-0.06 it ?
-0.05 it again
-0.06 it all
0.17 it cost
-0.06 it normal
0.14 it over
-0.36 its
-0.07 its so
-0.07 ive
0.14 ive got
-0.08 joined
-0.06 july
-0.07 jumper
0.10 june
-0.11 just
-0.08 just curious
0.05 just moved
0.05 just moved into
0.07 just send
-0.10 keep
-0.06 keys
-0.17 kid
0.21 know a
0.06 know a decent
0.07 know a good
-0.11 know if
0.06 know one
-0.08 know someone who
-0.14 know why
-0.07 knows
0.07 knows a
-0.06 kotlin
0.10 label printers
0.09 landing
-0.10 landing page ?
-0.05 landlord
-0.07 laptops
0.12 last price
-0.05 last year
-0.07 late
-0.11 lately
0.08 lawyer
0.08 lead
-0.15 learn
-0.08 left for
0.06 left in
-0.07 length
0.13 lessons
0.08 lessons ?
-0.12 let
-0.08 let me
0.20 lets
0.06 level
0.13 lf
-0.06 library
0.15 like
-0.07 like a
-0.07 like im
-0.07 like im five
0.19 like to
0.06 like to see
-0.07 lilipat
0.09 line
0.08 line ,
0.33 link
0.06 link ?
0.06 link for
-0.06 link in
0.10 links
0.06 links welcome
-0.05 linocut
-0.05 linocut calendars
-0.05 linocut calendars ?
0.05 lisbon
-0.10 list ,
-0.07 list , i
0.05 list ?
0.09 list please
0.15 listening
-0.08 live
0.16 local
-0.06 logs
-0.22 lol
-0.10 long
-0.09 long does
0.05 long story
-0.06 long time
0.15 look
0.10 look at
0.05 look at our
0.05 look for
0.38 looking
0.27 looking for
0.10 looking for a
0.08 looking to
-0.12 looks
-0.10 lost
-0.12 lot
0.14 love
-0.08 love that
0.10 love to
0.07 love to hear
-0.16 lovely
-0.15 luck
-0.06 luck with
-0.05 lunch
0.06 mad
-0.10 made
-0.07 made me
0.19 mail
-0.07 mails
0.13 make
0.06 make me
0.09 makers
0.07 makes
-0.06 march
0.06 marketer
-0.07 master
-0.07 match
0.12 max
0.08 may
0.74 me
-0.06 me , im
0.13 me a
-0.16 me about
-0.06 me again
-0.06 me and
0.06 me everything
-0.10 me for
-0.07 me luck
0.15 me more
0.09 me of
-0.15 me off
-0.11 me off your
-0.07 me offers
0.17 me on
0.11 me on the
0.06 me please
0.06 me please ,
0.08 me something
0.20 me the
0.09 me the details
0.17 me up
0.11 me what
0.05 me when
-0.05 me with offers
0.08 me with your
0.13 me your
-0.10 means
0.08 mechanic
0.06 media
-0.06 meetup ,
-0.05 meetup on
0.09 mentioned
0.09 message
-0.08 messaging
-0.07 messaging me
-0.07 mic
0.09 might
0.07 mind
-0.06 mine
-0.07 missing
0.13 mit
0.07 mobile
-0.06 module
0.05 moment
0.08 mon
0.14 monday ,
0.25 money
0.06 money ,
0.06 month
0.07 months
0.09 months ,
0.07 more
-0.08 more ?
0.06 more about
-0.14 morning
0.06 mornings
0.08 mount
0.05 moved into
0.05 moved into no
0.31 much
0.05 much ?
0.08 much for the
0.05 much to
-0.06 mum
0.08 music
0.10 must
-0.20 my
0.05 my bio
-0.06 my brother
-0.08 my cousin
0.13 my dms
0.07 my dms are
0.05 my email
0.08 my inbox
-0.07 my kid
-0.05 my manager
0.08 my money
-0.09 my mum
-0.07 my mums
-0.07 my number
-0.07 my own
0.05 my parents
0.10 my way
-0.06 my wife
0.07 my xmas
-0.08 myself
-0.14 na
0.12 name
0.06 name of
0.07 name your
0.07 name your price
0.28 near
0.17 near the
0.06 near the river
-0.06 neck is
0.67 need
0.06 need 3
0.06 need 3 icons
0.23 need a
-0.09 need an adapter
-0.06 need any
-0.06 need any tools
-0.06 need one for
0.09 need someone
0.06 need someone to
0.14 needed
0.13 needs
0.08 needs a
-0.45 never
-0.09 new
0.10 new clients
0.17 newsletter
0.06 newsletter you
0.21 next
0.07 next month
0.07 next one
0.09 ng
-0.12 nice
-0.06 night
-0.59 no
0.06 no egos
-0.11 nobody
-0.06 nobody can
-0.06 nobody can help
0.08 noch
-0.17 normal
-0.19 not
0.11 not ,
-0.08 not interested
-0.05 not interested ,
-0.11 not looking
-0.05 not really
-0.08 nothing
-0.19 number
-0.06 numbers
-0.06 o
0.06 of
-0.07 of ,
-0.06 of mine
0.05 of month
-0.07 of them
-0.06 of work
0.11 of you
0.06 of you sells
0.07 of your
-0.15 off
-0.16 off your
-0.11 off your list
0.36 offer
-0.09 offered
-0.07 offered me
0.16 offers
0.08 offers for
0.05 office
0.06 office ,
-0.09 oh
0.18 ok
-0.11 ok ?
0.07 ok send
0.06 okay
-0.14 on
0.09 on ,
0.09 on ?
0.08 on a
-0.07 on call
-0.07 on friday
0.09 on my
0.07 on new
-0.06 on saturday
0.06 on the 3rd
-0.06 on the roadmap
0.06 on the waiting
-0.09 on this
-0.06 on thursday ?
-0.07 on tuesday
-0.08 on windows
0.35 one
0.08 one ,
0.09 one ?
0.06 one and
0.14 one of
0.07 one of you
0.05 one who
0.14 ones
0.14 online
0.07 online ?
0.06 online is
0.16 only
0.22 only ,
0.18 ooh
0.08 ooh yes
0.05 op
0.43 open
0.05 open ,
0.12 open ?
0.09 open for
-0.19 open rate
0.10 open slots
0.15 open to
0.09 open to offers
-0.06 or do
-0.06 or do you
-0.09 or is
0.07 or sell
0.08 or swap
-0.06 or the
0.06 order
-0.11 other
0.05 our
0.05 our cafe
-0.05 our logo
0.09 our newsletter
-0.09 our site
0.16 ours
0.06 ours is
-0.10 out for
0.09 out the
0.09 over
-0.17 own
0.06 owners
-0.06 pack
-0.09 page
0.07 page ,
-0.06 page ?
0.09 pages
0.23 paid
0.06 paid ,
0.06 parents
-0.09 park
-0.07 parked
-0.05 parking
0.10 part
0.11 part time
0.13 partner
0.11 party
-0.07 pass
-0.08 passed
0.69 pay
0.05 pay for
0.06 pay per
-0.05 payday
0.13 paying
0.06 paying 20
0.10 people
0.09 people ,
0.07 people in
0.05 per
-0.13 phone
-0.06 phone ,
-0.08 photo
0.07 photographer
0.07 pianos
0.06 picking
-0.13 picture
-0.08 picture ?
0.08 ping
0.08 ping me
0.05 ping me when
0.16 pitch
0.11 pitch decks
0.09 pitch me
0.05 plan
0.05 planning
0.07 play
0.05 player
0.64 please
0.07 please ,
-0.08 please , no
0.15 please dm
-0.38 please dont
-0.14 please dont send
-0.06 please dont write
0.08 please help
-0.06 please no
0.06 please offer
0.07 please quote
0.06 please recommend
-0.08 please remove
-0.08 please remove me
0.14 please send
0.11 please share
-0.21 please stop
-0.13 please take
-0.13 please take me
0.06 plus
0.08 pm
0.11 pm me
0.21 po
0.06 poke
0.06 poke me
0.09 pop
0.12 portfolio
0.16 post
-0.10 practice
0.06 preferred
0.06 preis
0.47 price
0.07 price ?
0.07 price list
0.08 prices
-0.07 print
0.10 printers
0.07 product photos
0.07 profile
0.10 profiles
0.06 projects
0.08 promo
0.06 proposal
-0.09 proud
0.18 put
0.15 put me
0.11 put me on
-0.08 question
0.08 quiet
0.17 quote
0.11 quote for
0.09 quote me
0.10 quotes
-0.07 rain
-0.06 raised
-0.10 rate for
-0.13 rate for a
0.19 rates
-0.05 rates ?
-0.07 rather you
-0.07 rather you didnt
0.06 reach
-0.09 read
-0.08 read the
0.06 ready to
-0.06 reason
-0.07 received
0.23 recommend
0.08 recommend a
0.12 recommend me
0.08 recommend me a
0.26 recommendations
0.10 recommendations ?
-0.06 recruiter
0.06 recruiters
0.06 recruiting
0.06 recruiting for
0.06 recruiting for a
0.16 recs
0.07 recs ?
0.08 recs for
-0.07 redesign
-0.07 refund
0.06 reliable
0.09 remind
0.09 remind me
0.20 remote
-0.10 remove
-0.08 remove me
0.10 rent
0.09 rent out
-0.07 rents
0.10 reply
-0.08 report
-0.07 reported
-0.06 request
-0.05 request ,
-0.11 restring
0.11 retention
0.06 revert
0.05 right
0.06 river
-0.07 roadmap
0.06 roast
-0.07 role ,
-0.07 roll
0.27 room
0.12 room for
0.08 round
-0.05 rounds
-0.10 rug
-0.05 ruined
0.11 run
0.07 runs
-0.06 safe
0.08 said you
0.09 salary
0.16 sale
0.10 sale ?
0.08 sale or
-0.08 sales
-0.12 same
-0.06 same for
0.11 samples
0.06 saturday
0.06 saturday ,
0.06 saw
0.07 saw the
-0.08 say ,
-0.18 says
-0.09 screenshots
0.05 search
0.06 season
0.06 seats
-0.05 second
-0.07 seconds to
-0.14 see
-0.14 see you
0.06 seed
0.08 seeking
-0.06 seen
-0.08 segment
0.30 sell
0.07 sell me
0.06 sell me on
-0.05 sell those
-0.05 sell those linocut
-0.05 sell your
0.24 selling
0.08 selling ?
0.09 selling the
0.10 selling their
0.06 selling their ticket
0.14 sells
0.88 send
-0.05 send help
0.20 send it
0.12 send it over
0.10 send me
-0.09 send me offers
0.15 send me the
0.05 send more
-0.06 sending
0.06 sense
-0.13 sent
0.07 september
0.09 serious
0.07 seriously
0.05 service
-0.10 services
0.06 set
0.06 set up
0.07 sewing
0.22 share
0.11 share your
-0.19 she
-0.10 shes
-0.10 shift
0.06 shoot
-0.05 shop in
0.08 shopify
0.08 shopping
0.10 short
-0.06 should
0.18 show
0.11 show me
0.07 show what
0.07 show what you
0.07 showed
-0.06 shows
0.18 sign
0.10 sign me
0.10 sign me up
0.11 sign up
-0.13 signed
0.05 signing up
0.05 signing up today
0.07 silly
0.07 silly money
-0.05 silver
0.05 sitter
0.05 sitter cancelled
-0.05 six
0.10 size
-0.13 sleep
-0.06 slides
0.08 slot
0.15 slots
0.06 slots left in
-0.05 slow
-0.05 slow for
0.17 small
-0.06 smell
-0.06 smells
-0.06 so
0.07 so i
0.07 so if
-0.05 so proud
0.07 so we
0.06 so what
0.06 so what does
0.06 social
0.06 social media
0.08 sofa
0.05 solar
-0.10 sold
-0.08 sold me
0.09 some
0.29 someone
0.05 someone decent
0.09 someone know
0.17 someone to
-0.08 someone who
0.17 something
-0.06 somewhere
-0.05 somewhere ?
-0.21 sorry
-0.09 sorry ,
-0.05 sorted
-0.05 sounds
0.07 space
0.05 spam me
0.08 speakers
0.06 speaking
-0.08 spent
0.09 sponsor
0.08 sponsor your
0.06 spot
0.05 spring
-0.07 squat
-0.05 sso
0.07 stats
-0.05 stick
0.08 stickers here
0.46 still
0.15 still available
0.10 still available ?
0.09 still do
0.07 still for
0.16 still open
0.08 still open ?
-0.05 still sell those
0.06 still teach
-0.05 still the
-0.34 stop
-0.06 stop messaging
0.05 story
-0.06 strangers
0.11 street
0.11 studio
0.06 study
0.11 stuff
0.07 subject line
-0.06 subject lines
0.08 submit
0.08 suggest
0.05 suggestions
0.05 suggestions for
0.05 suggestions for a
0.05 summer
0.10 summit
0.06 summit ?
-0.06 support
0.05 support lead
0.33 sure
0.24 sure ,
0.07 sure , go
0.09 swap
-0.08 table
0.28 take
-0.15 take me
-0.15 take me off
0.12 take my
0.12 take my money
0.18 taking
0.08 taking new
0.07 taking on new
0.10 talk
0.05 talk to
-0.08 tax
-0.06 tax office
0.16 teach
0.07 teacher
0.12 team
0.08 team ,
0.11 tech
0.35 tell
0.32 tell me
0.15 tell me more
0.06 template
0.12 terms
-0.10 text
-0.34 thank
-0.33 thank you
-0.05 thank you ,
-0.05 thank you all
-0.76 thanks
-0.12 thanks ,
-0.05 thanks but
-0.35 thanks for
-0.05 thanks for adding
-0.11 thanks for the
-0.07 that
-0.11 that ,
-0.08 that a
0.07 that comes
-0.06 that day
-0.05 that our
0.06 that you
-0.06 that your
-0.11 thats
-0.06 thats all
-0.37 the
0.07 the 30th
0.06 the 3rd
-0.07 the 9th
-0.07 the api
0.05 the big
0.09 the box
-0.05 the buyer
-0.07 the client
0.07 the damage
0.07 the details
-0.05 the difference
-0.05 the editor
-0.06 the essay
-0.05 the invoice
-0.06 the library
0.06 the list
-0.06 the meetup
-0.05 the meetup on
0.06 the name
0.06 the name of
-0.06 the new
0.06 the next
0.07 the next one
-0.07 the north
0.08 the office
-0.07 the old
0.09 the paid
0.08 the price
-0.06 the print
0.06 the river
-0.06 the roadmap
0.06 the school
-0.10 the second
0.06 the sign
0.06 the sign up
0.07 the spring
0.07 the street
0.10 the summit
0.06 the summit ?
0.05 the topic
-0.06 the whole
0.06 their ticket
0.06 their ticket to
-0.19 them
0.11 then
0.05 therapist
0.06 there
0.10 there a
0.08 there anyone
0.08 theres
0.09 theres an
-0.17 these
-0.18 these days
-0.06 these days ,
-0.08 these days ?
-0.36 they
-0.06 they get
0.14 thing
0.07 thing ,
0.09 thing ?
0.06 things
-0.05 think
-0.11 third
-0.35 this
-0.14 this ?
-0.05 this chat
-0.07 this group
0.08 this month
-0.06 this one
-0.06 this still
0.06 this thread
0.10 this week
-0.06 this week ,
0.06 this week ?
0.07 this year ,
-0.05 those linocut
-0.05 those linocut calendars
-0.05 though
-0.09 thought
0.19 thread
0.09 thread ,
0.09 thread , one
0.07 thread , show
-0.05 three and
0.07 through the
0.06 throw
-0.08 thursday ?
0.06 ticket to
0.06 ticket to the
-0.11 till
0.07 time
0.06 time ,
0.08 time ?
-0.05 time for
-0.09 times
0.15 tips
0.09 tips ?
-0.10 tired
-0.08 tired of
0.34 to
-0.08 to be here
0.14 to buy
0.06 to buy a
0.07 to do
0.08 to find
0.10 to hear
0.09 to hire
-0.13 to learn
0.06 to me
0.06 to move
0.08 to my
0.09 to offers
0.10 to pay
0.08 to pitch
0.10 to reach
-0.18 to the
-0.06 to you
-0.29 today
-0.18 today ,
-0.09 todays
0.08 together
-0.13 told
-0.06 told me
-0.06 told you
-0.10 tomorrow ,
-0.08 tonight
-0.07 too ?
-0.08 too much
0.09 too please
-0.20 took
0.11 tool
0.09 topic
0.05 total
0.05 translator
0.14 try
0.07 try yours
-0.11 tuesday
0.07 tunes
0.07 tunes pianos
-0.08 turn
0.21 two
0.06 ugly
0.15 under
0.07 under 200
-0.07 unsubscribe
0.09 until
0.06 until the
0.18 up
-0.09 up ,
0.09 up ?
0.08 up for
-0.07 up on
0.06 up this
0.07 up today
-0.07 update
0.06 urgently
0.05 us
-0.05 us who
-0.14 use
0.08 use a
0.08 use a hand
-0.12 use for
-0.06 use the
-0.05 very
-0.09 views
0.08 w
0.08 w ,
-0.07 waiting
0.07 wall
0.24 want
0.05 want for
-0.09 want my
0.12 want to
0.35 wanted
0.20 wanted ,
0.13 wanted for
0.08 wanted from
-0.14 wanted to
-0.05 wants
-0.08 warm up
-0.56 was
-0.05 was an
-0.06 was at
-0.06 was it
-0.08 was looking
-0.08 was looking for
0.09 way
0.08 we are
-0.07 we dont
-0.19 we have
-0.07 we have a
-0.07 we have an
-0.08 we help
-0.08 we know
0.05 we might
0.15 we need
0.05 website ,
0.31 wed
0.14 wed like
0.06 wed like to
0.27 week
0.08 week ?
0.05 week of
0.06 weekend ?
-0.11 weeks
0.36 welcome
0.11 welcome ,
-0.07 welcome to the
-0.06 well
-0.20 went
0.07 were looking
-0.06 were not
-0.08 wet
0.06 wey
0.22 what
-0.13 what ,
-0.14 what a
0.08 what are
0.10 what does
0.06 what does a
0.07 what time
0.14 what would
0.17 what you
0.07 what you made
0.06 what youd
0.11 what youve
0.11 what youve got
0.05 whatd
0.05 whatever
0.34 whats
-0.15 whats a
-0.06 whats a good
0.07 whats everyone
0.07 whats everyone using
0.11 whats it
0.06 whats it cost
-0.06 whats that
0.30 whats the
0.07 whats the best
0.07 whats the damage
-0.05 whats the difference
0.06 whats the name
0.10 whats your
0.08 whatsapp
0.13 when
0.08 whens
0.20 where
0.17 where can
0.16 where can i
0.10 where do i
-0.11 where do you
-0.06 where i
-0.06 where i am
-0.06 which
0.08 which of
0.08 which of you
0.63 who
0.08 who can
0.16 who did
0.07 who did you
0.08 who did your
0.14 who do
0.13 who does
0.07 who get
0.05 who gets
-0.06 who has
0.17 who here
0.15 who here does
-0.09 who made
-0.06 who made this
0.07 who sells
0.07 who tunes
0.07 who tunes pianos
-0.05 who wants
-0.08 whole
0.18 whos
0.08 whos good
0.09 whos got
0.05 whos got a
0.09 whos selling
-0.13 whos this
-0.13 whos this ?
-0.38 why
-0.13 why ?
-0.06 why did
-0.08 why does
-0.08 why my
0.15 why not
0.11 why not ,
0.12 will
0.12 will pay
0.08 willing
0.08 willing to
-0.09 win
-0.11 windows
-0.12 wish
-0.07 wish me
-0.07 wish me luck
0.06 with
-0.07 with it
0.12 with my
-0.05 with offers
0.07 with price
0.06 with rate
-0.10 with the
-0.11 with this
0.07 with your best
-0.21 without
-0.05 without the
0.06 women
0.06 women in
0.06 wondering
0.06 wondering if
0.07 wondering if anyone
0.08 wont
0.06 word
-0.10 works
-0.07 worth
0.69 would
0.09 would be
0.07 would it
0.06 would it cost
0.07 would love
0.06 would love to
0.18 would you
-0.05 would you do
0.07 would you take
0.21 write
0.07 write me
0.07 write to
0.09 write to me
-0.09 wrong
-0.13 wrote
0.17 wtb
-0.08 x
0.07 xmas
0.22 yeah
-0.07 year
-0.16 years
-0.07 yellow
0.37 yes
0.07 yes ,
-0.06 yes , why
0.14 yes please
0.05 yes please ,
-0.11 yesterday
0.28 you
-0.16 you ,
-0.13 you all
-0.05 you at
0.05 you build
0.06 you can
-0.08 you cater
-0.08 you cater for
0.19 you charge
0.05 you charge ?
0.09 you charge for
0.08 you come
-0.07 you didnt
-0.07 you dm
-0.07 you dm me
0.18 you do
0.05 you give
0.08 you got
0.07 you guys
0.30 you have
0.10 you help
0.09 you help us
0.08 you know someone
-0.09 you lot
0.09 you made
0.09 you make
0.09 you mentioned
-0.10 you need
0.10 you offer
-0.07 you on
0.05 you quote
0.07 you recommend
0.06 you run
0.07 you said
0.07 you said you
0.21 you sell
0.06 you sells
-0.09 you send
-0.12 you send me
0.06 you ship
0.09 you showed
0.26 you still
0.07 you still do
0.06 you still doing
0.23 you take
0.06 you teach
-0.08 you too
-0.12 you use
0.08 you want
0.05 you want for
-0.06 you who
-0.07 you wrote
0.08 youd
0.80 your
0.06 your email
-0.09 your first
-0.17 your list
-0.07 your list ,
0.11 your newsletter
0.07 your offer
-0.12 your own
0.08 your price
0.17 your rates
0.07 your shops
0.08 your site
0.05 your studio
-0.06 your van
0.07 youre a
-0.05 youre the
0.32 yours
0.05 yours ,
0.14 youve
0.10 youve got
0.09 yrs
`;

/** Log-odds by run of words; `> ` before those of the message that is answered. */
export const WEIGHTS: ReadonlyMap<string, number> = new Map(
  LINES.trim()
    .split('\n')
    .map((line) => [line.slice(line.indexOf(' ') + 1), Number(line.slice(0, line.indexOf(' ')))]),
);
