"""Mail servers of further providers: facts from the database that Thunderbird is delivered with
(thunderbird/autoconfig on GitHub, commit c6ad79659b5fc321d1593ec4c277815b83e5dec5,
Mozilla Public License 2.0, which is this file's, too).

Written by `python -m training.known_servers`; not to be edited.
"""

# name | domains | IMAP host port security | SMTP host port security | what the login is
TABLE = """\
1&1|sofortstart.de sofort-start.de sofortsurf.de sofort-surf.de go4more.de kundenserver.de
  schlund.de|imap.1und1.de 993 tls|smtp.1und1.de 465 tls|address
a1.net|a1.net aon.at|securemail.a1.net 993 tls|securemail.a1.net 587 starttls|address
ACTIVE 24|active24.com smtp.cz|email.active24.com 993 tls|email.active24.com 465 tls|address
Alice|alice.it|in.alice.it 143 starttls|out.alice.it 587 starttls|address
AOL|netscape.net netscape.com compuserve.com cs.com wmconnect.com mail.gm0.yahoodns.net|imap.aol.com
  993 tls|smtp.aol.com 465 tls|address
Aruba|pec.it arubapec.it mypec.eu gigapec.it ingpec.eu|imaps.pec.aruba.it 993 tls|smtps.pec.aruba.it
  465 tls|address
AT&T|ameritech.net currently.com flash.net nvbell.net pacbell.net prodigy.net snet.net swbell.net
  wans.net|imap.mail.att.net 993 tls|outbound.att.net 465 tls|address
BC Mail|bell.net sympatico.ca|imap.bell.net 993 tls|smtphm.sympatico.ca 587 starttls|address
Bluewin|bluemail.ch|imaps.bluewin.ch 993 tls|smtpauths.bluewin.ch 465 tls|address
Blueyonder|blueyonder.co.uk|imap4.blueyonder.co.uk 993 tls|smtp.blueyonder.co.uk 465 tls|address
BOL|bol.com.br|imap.bol.com.br 993 tls|smtps.bol.com.br 465 tls|local
BT Mail|btinternet.com btopenworld.com talk21.com|mail.btinternet.com 993 tls|mail.btinternet.com
  465 tls|address
CC9|cc9.ne.jp|pop.cc9.ne.jp 993 tls|msa.cc9.ne.jp 465 tls|local
CEK-Net|cek.ne.jp|imap.cek.ne.jp 993 tls|smtpa.cek.ne.jp 465 tls|address
CenturyLink|centurylink.net embarqmail.com|mail.centurylink.net 993 tls|smtp.centurylink.net 587
  starttls|address
CGL email|cgl.ucsf.edu|plato.cgl.ucsf.edu 993 tls|plato.cgl.ucsf.edu 587 starttls|local
Charter|charter.net spectrum.net bresnan.net|mobile.charter.net 993 tls|mobile.charter.net 587
  tls|address
Clustermail|clustermail.de|mail.clustermail.de 993 tls|mail.clustermail.de 587 starttls|address
Daum|daum.net|imap.daum.net 993 tls|smtp.daum.net 465 tls|address
domainFACTORY|ispgateway.de|sslin.df.eu 993 tls|sslout.df.eu 465 tls|address
DonDominio/MrDomain|dondominio.com|imap.dondominio.com 993 tls|smtp.dondominio.com 465 tls|address
EarthLink|earthlink.net mindspring.com ix.netcom.com|imap.earthlink.net 993
  tls|smtpauth.earthlink.net 587 starttls|address
EducaMadrid|educa.madrid.org|imap.educa.madrid.org 993 tls|smtp01.educa.madrid.org 465 tls|local
Elpasotel|elpasotel.net|mail.elpasotel.net 993 tls|smtp.elpasotel.net 587 starttls|address
email.it|email.it|in.email.it 993 tls|out.email.it 465 tls|address
Fastweb|fastwebnet.it|imap.fastwebnet.it 993 tls|smtp.fastwebnet.it 587 starttls|address
G-Hosting.cz a Station.cz|gransy.com internetserver.cz|imap.gransy.com 993 tls|smtp.gransy.com 465
  tls|address
Gandi|gandi.net|mail.gandi.net 993 tls|mail.gandi.net 465 tls|address
Gigahost|gigahost.dk|mail.gigahost.dk 993 tls|smtp.gigahost.dk 587 starttls|address
GMail|google.com jazztel.es nyu.edu|imap.gmail.com 993 tls|smtp.gmail.com 465 tls|address
GMX|gmx.biz mein.gmx mail.gmx email.gmx|imap.gmx.net 993 tls|mail.gmx.net 465 tls|address
GMX|gmx.tm gmx.ca gmx.cn gmx.co.in gmx.com.br gmx.com.my gmx.hk gmx.ie gmx.ph gmx.pt gmx.ru gmx.se
  gmx.sg gmx.tw gmx.com.tr gmx.it gmx.li|imap.gmx.com 993 tls|mail.gmx.com 465 tls|address
Hetzner|your-server.de|mail.your-server.de 993 tls|mail.your-server.de 465 tls|address
IPAX|ipax.at|mail.ipax.at 993 tls|mail.ipax.at 465 tls|address
iネット飯山|iiyama-catv.ne.jp|imap.iiyama-catv.ne.jp 993 tls|smtpa.iiyama-catv.ne.jp 465 tls|address
Janis|janis.or.jp|imaps.janis.or.jp 993 tls|smtps.janis.or.jp 465 tls|address
JET|jet.ne.jp|imap.jet.ne.jp 993 tls|smtp.jet.ne.jp 465 tls|local
Jubii Mail|mail.jubii.dk christensen.dk christiansen.dk eriksen.dk frandsen.dk frederiksen.dk
  hansen.dk henningsen.dk henriksen.dk iversen.dk jacobsen.dk jakobsen.dk johansen.dk knudsen.dk
  larsen.dk laursen.dk madsen.dk mathiesen.dk mikaelsen.dk mikkelsen.dk mortensen.dk olesen.dk
  pedersen.dk petersen.dk poulsen.dk rasmussen.dk simonsen.dk sorensen.dk svendsen.dk thomsen.dk
  vestergaard.dk 123mail.dk 12fuel.dk 12mail.dk 12move.dk 2night.dk 2senior.dk 9260.dk anarki.dk
  anderledes.dk backbone.dk bedstemail.dk begavet.dk bemybaby.dk bitnisse.dk city.dk cool.dk
  cyberdude.dk cyberjunkie.dk dancemail.dk e-box.dk elinstallatoer.dk elsker.dk elvis.dk email.dk
  e-mail.dk e-postboks.dk fald.dk fedt.dk feminin.dk flirt.dk forening.dk fraekkert.dk funkymail.dk
  gadefejer.dk gaf-net.dk gason.dk grin.dk groovymail.dk grov.dk hammergod.dk hardworking.dk
  heaven.dk heavymail.dk hemmelig.dk hippie.dk huleboer.dk husk-mig.dk hyperpost.dk iloveu.dk
  inbound.dk indbakke.dk infile.dk info.dk io.dk it.dk jubii.dk jubiichat.dk jubiiconnect.dk
  jubiigames.dk jubiimail.dk jubiipost.dk jubiipostadresse.dk jyde.dk klog.dk knus.dk krudt.dk
  kulturel.dk kvalme.dk lazy.dk lystig.dk mail4.dk mail6.dk mail8.dk maildanmark.dk mail-mig.dk
  mailroyal.dk mailster.dk manmail.dk maskulin.dk min-postkasse.dk minprivatemail.dk musling.dk
  natteliv.dk netbruger.dk nicemail.dk nospam.dk pedal.dk pengemand.dk pokerface.dk popme.dk
  postman.dk privatmail.dk privatpost.dk quake.dk ready.dk retromail.dk ringmybell.dk secret.dk
  sexysurfer.dk skrivnu.dk sleepy.dk sporty.dk submail.dk superbruger.dk talent.dk tanke.dk
  tastmig.dk taxidriver.dk teens.dk teknik.dk tjekket.dk trashcan.dk trustme.dk ungdom.dk video.dk
  vittig.dk wildwildweb.dk zoomail.dk zybermail.dk|imap.jubii.dk 993 tls|smtp.jubii.dk 465
  tls|address
KELCOM|kelcom.net|pop.kelcom.net 993 tls|smtp.kelcom.net 587 starttls|address
KPN|kpnmail.nl kpnplanet.nl planet.nl wxs.nl hetnet.nl freeler.nl snelnet.net on.nl onsbrabantnet.nl
  onsmail.nl onsnet.nu onsneteindhoven.nl onsnetnuenen.nl xs4all.nl telfort.nl tip.nl tiscali.nl
  tiscalimail.nl|imap.kpnmail.nl 993 tls|smtp.kpnmail.nl 465 tls|address
Libero|libero.it iol.it blu.it inwind.it giallo.it|imapmail.libero.it 993 tls|smtp.libero.it 465
  tls|address
mail.com|mail.com mail.org email.com post.com usa.com accountant.com consultant.com dr.com
  engineer.com cheerful.com techie.com linuxmail.org europe.com london.com uymail.com myself.com
  iname.com writeme.com 2die4.com activist.com adexec.com africamail.com aircraftmail.com
  alabama.usa.com alaska.usa.com allergist.com alumni.com alumnidirector.com americamail.com
  amorous.com angelic.com archaeologist.com arizona.usa.com artlover.com asia-mail.com atheist.com
  australiamail.com bartender.net berlin.com bigger.com bikerider.com birdlover.com blader.com
  boardermail.com brazilmail.com brew-master.com california.usa.com californiamail.com caress.com
  catlover.com chef.net chemist.com chinamail.com clerk.com cliffhanger.com collector.org
  columnist.com comic.com computer4u.com contractor.net coolsite.net counsellor.com count.com
  couple.com cutey.com cyberdude.com cybergal.com cyber-wizard.com dallasmail.com dbzmail.com
  deliveryman.com diplomats.com disciples.com doctor.com doglover.com doramail.com dublin.com
  earthling.net elvisfan.com englandmail.com europemail.com execs.com fan.com feelings.com
  financier.com fireman.net florida.usa.com footballer.com gardener.com geologist.com
  germanymail.com graduate.org graphic-designer.com hackermail.com hairdresser.net hilarious.com
  hockeymail.com homemail.com hot-shot.com hour.com humanoid.net illinois.usa.com innocent.com
  inorbit.com instruction.com instructor.net insurer.com irelandmail.com italymail.com japan.com
  journalist.com keromail.com kittymail.com koreamail.com lawyer.com legislator.com loveable.com
  lovecat.com mad.scientist.com madonnafan.com madrid.com marchmail.com mexicomail.com mindless.com
  minister.com mobsters.com monarchy.com moscowmail.com munich.com musician.org muslim.com
  newyork.usa.com null.net nycmail.com oath.com optician.com pacificwest.com petlover.com
  photographer.net playful.com poetic.com politician.com popstar.com presidency.com priest.com
  programmer.net publicist.com realtyagent.com reborn.com reggaefan.com religious.com repairman.com
  representative.com rescueteam.com revenue.com rocketship.com rockfan.com rome.com royal.net
  saintly.com salesperson.net sanfranmail.com scientist.com scotlandmail.com secretary.net
  seductive.com singapore.com snakebite.com songwriter.net soon.com spainmail.com teachers.org
  technologist.com texas.usa.com thegame.com therapist.net toke.com tokyo.com toothfairy.com
  tvstar.com umpire.com wallet.com webname.com weirdness.com who.net whoever.com winning.com
  witty.com worker.com workmail.com yours.com|imap.mail.com 993 tls|smtp.mail.com 465 tls|address
mail.ru|corp.mail.ru|imap.mail.ru 993 tls|smtp.mail.ru 465 tls|address
Mnetメール|mnet.ne.jp|mail.mnet.ne.jp 993 tls|mail.mnet.ne.jp 587 starttls|address
mopera U|mopera.net|mail.mopera.net 993 tls|mail.mopera.net 465 tls|local
nili.ca|nili.ca|email.nili.email 993 tls|email.nili.email 465 tls|address
NTL World|ntlworld.com|imap.ntlworld.com 993 tls|smtp.ntlworld.com 465 tls|address
o2|o2.pl go2.pl tlen.pl prokonto.pl|poczta.o2.pl 993 tls|poczta.o2.pl 465 tls|local
one.com|one.com|imap.one.com 993 tls|send.one.com 465 tls|address
Onet|onet.pl onet.eu poczta.onet.pl poczta.onet.eu op.pl vp.pl autograf.pl buziaczek.pl amorki.pl
  republika.pl adres.pl cyberia.pl onet.com.pl opoczta.pl pseudonim.pl spoko.pl
  vip.onet.pl|imap.poczta.onet.pl 993 tls|smtp.poczta.onet.pl 465 tls|address
OVH|ovh.net|ssl0.ovh.net 993 tls|ssl0.ovh.net 465 tls|address
OX Cloud EU|cloudeu.xion.oxcs.net|imap.eu.appsuite.cloud 993 tls|smtp.eu.appsuite.cloud 587
  starttls|address
OX Cloud US|cloudus.xion.oxcs.net|imap.us.appsuite.cloud 993 tls|smtp.us.appsuite.cloud 587
  starttls|address
PenTeleData|ptd.net|promail.ptd.net 993 tls|promail.ptd.net 465 tls|local
Pobox|pobox.com|mail.pobox.com 993 tls|smtp.pobox.com 465 tls|address
Poczta WP|wp.pl|imap.wp.pl 993 tls|smtp.wp.pl 465 tls|local
PosteCert|postecert.it|mail.postecert.it 993 tls|mail.postecert.it 465 tls|address
Posteo|posteo.be posteo.ca posteo.cl posteo.co posteo.co.uk posteo.com posteo.com.br posteo.cr
  posteo.cz posteo.dk posteo.ee posteo.es posteo.fi posteo.gl posteo.gr posteo.hn posteo.hr
  posteo.hu posteo.ie posteo.in posteo.is posteo.it posteo.jp posteo.la posteo.li posteo.lt
  posteo.lu posteo.me posteo.mx posteo.my posteo.nl posteo.no posteo.nz posteo.pe posteo.pl
  posteo.pm posteo.pt posteo.ro posteo.se posteo.sg posteo.si posteo.tn posteo.uk
  posteo.us|posteo.de 993 tls|posteo.de 465 tls|address
Proximus|skynet.be proximus.be belgacom.net kidcity.be|imap.proximus.be 993 tls|relay.proximus.be
  587 starttls|address
PSU Mail|pdx.edu|psumail.pdx.edu 993 tls|mailhost.pdx.edu 465 tls|address
Q.com|q.com|mail.q.com 993 tls|smtp.q.com 587 starttls|address
rackspace|emailsrvr.com|secure.emailsrvr.com 993 tls|secure.emailsrvr.com 465 tls|address
Rambler|rambler.ru|imap.rambler.ru 993 tls|smtp.rambler.ru 465 tls|address
Registrator.cz|one.cz|imap.registrator.cz 993 tls|smtp.registrator.cz 587 starttls|address
RR/TWC|rr.com|mail.twc.com 993 tls|mail.twc.com 587 starttls|address
SAPO|sapo.pt sapo.cv sapo.ao sapo.mz sapo.tl meo.pt|imap.sapo.pt 993 tls|smtp.sapo.pt 465
  tls|address
schwaz.net|schwaz.net|imap.schwaz.net 993 tls|mail.schwaz.net 465 tls|address
Seznam|spoluzaci.cz|imap.seznam.cz 993 tls|smtp.seznam.cz 465 tls|address
SFR|sfr.fr neuf.fr club-internet.fr|imap.sfr.fr 993 tls|smtp.sfr.fr 465 tls|address
Sky|sky.com|imap.tools.sky.com 993 tls|smtp.tools.sky.com 465 tls|address
SoftBank|i.softbank.jp|imap.softbank.jp 993 tls|smtp.softbank.jp 465 tls|local
Strato|rzone.de|imap.strato.de 993 tls|smtp.strato.de 465 tls|address
TEOL|teol.net mtel.tel|imap.teol.net 993 tls|smtp.teol.net 465 tls|address
TIM|tim.it|imap.tim.it 143 starttls|smtp.tim.it 587 starttls|address
Tiscali|tiscali.it|imap.tiscali.it 993 tls|smtp.tiscali.it 465 tls|address
TMail|bigpond.com bigpond.net.au telstra.com bigpond.net|imap.telstra.com 993 tls|smtp.telstra.com
  465 tls|address
UMich|umich.edu|imap.gmail.com 993 tls|smtp.gmail.com 465 tls|address
UniVR|studenti.univr.it|univr.mail.cineca.it 993 tls|univr.smtpauth.cineca.it 465 tls|address
UOL|uol.com.br|imap.uol.com.br 993 tls|smtps.uol.com.br 587 starttls|local
Verizon|verizon.net|imap.aol.com 993 tls|smtp.aol.com 465 tls|address
Virgilio|virgilio.it|in.virgilio.it 993 tls|out.virgilio.it 465 tls|address
Virgin Media|virginmedia.com|imap.virginmedia.com 993 tls|smtp.virginmedia.com 465 tls|address
Virgin.net|virgin.net|imap4.virgin.net 993 tls|smtp.virgin.net 465 tls|address
Vodafone|vodafonemail.de arcor.de kabelmail.de|imap.vodafonemail.de 993 tls|smtp.vodafonemail.de 465
  tls|address
Webhuset|webhuset.no|imap.webhuset.no 993 tls|smtp.webhuset.no 465 tls|address
WebSupport|websupport.sk|imap.websupport.sk 993 tls|smtp.websupport.sk 465 tls|address
WildWest|secureserver.net|imap.secureserver.net 993 tls|smtpout.secureserver.net 465 tls|address
Xtra Mail|xtra.co.nz|imap.xtra.co.nz 993 tls|send.xtra.co.nz 465 tls|address
Yahoo|cox.net mail.am0.yahoodns.net am0.yahoodns.net yahoodns.net|imap.mail.yahoo.com 993
  tls|smtp.mail.yahoo.com 465 tls|address
Yandex|narod.ru|imap.yandex.com 993 tls|smtp.yandex.com 465 tls|address
yeah.net|yeah.net|imap.yeah.net 993 tls|smtp.yeah.net 465 tls|address
Yousee|mail.dk|imap.mail.dk 993 tls|asmtp.mail.dk 587 starttls|address
ZeelandNet|zeelandnet.nl|mail.zeelandnet.nl 993 tls|mail.zeelandnet.nl 465 tls|local
Ziggo|hahah.nl ziggomail.com casema.nl zinders.nl ziggo.nl zeggis.nl zeggis.com razcall.nl
  razcall.com upcmail.nl chello.nl multiweb.nl home.nl quicknet.nl|imap.ziggo.nl 993
  tls|smtp.ziggo.nl 587 starttls|address
Zoho - Australia|zoho.com.au zohomail.com.au|imap.zoho.com.au 993 tls|smtp.zoho.com.au 465
  tls|address
Zoho - Canada|zohocloud.ca zohomailcloud.ca|imap.zohocloud.ca 993 tls|smtp.zohocloud.ca 465
  tls|address
Zoho - India|zoho.in zohomail.in|imap.zoho.in 993 tls|smtp.zoho.in 465 tls|address
Zoho - Japan|zoho.jp zohomail.jp|imap.zoho.jp 993 tls|smtp.zoho.jp 465 tls|address
Český hosting|thinline.cz|mail.cesky-hosting.cz 993 tls|smtp.cesky-hosting.cz 465 tls|address
"""
