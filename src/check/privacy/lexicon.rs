//! The words that detectors know by meaning, in English and Spanish and, where it is cheap, German and French: small
//! letters, no accents, a number after `=` where a word has one.

use crate::check::privacy::words::Tags;

/// Words by meaning.
pub(crate) const LISTS: &[(Tags, &str)] = &[
    (Tags::MONTH, MONTHS),
    (Tags::WEEKDAY, WEEKDAYS),
    (Tags::NUMBER, NUMBERS),
    (Tags::ORDINAL, ORDINALS),
    (Tags::DIGIT, DIGITS),
    (Tags::MAIL_HOST, MAIL_HOSTS),
    (Tags::INTRODUCES, INTRODUCES),
    (Tags::KIN, KIN),
    (Tags::TITLE, TITLES),
    (Tags::SELF, SELVES),
    (Tags::YOU, "you your yours you're you've you'll you'd u ur tu ti te usted ustedes su sus tuyo vosotros"),
    (Tags::THIRD, "he she him her his hers they them their he's she's they're ella"),
    (Tags::POSSESSIVE, "my our his her their your mi mis nuestro nuestra su sus tu tus mein meine unser mon ma notre"),
    (Tags::STREET, STREETS),
    (Tags::COUNTRY, COUNTRIES),
    (Tags::UNIT, UNITS),
    (Tags::PERIOD, PERIODS),
    (Tags::INSTITUTION, INSTITUTIONS),
    (Tags::CALL, CALLS),
    (Tags::PEOPLE, PEOPLE),
    (Tags::LABEL, LABELS),
];

const MONTHS: &str =
    "january=1 february=2 march=3 april=4 may=5 june=6 july=7 august=8 september=9 october=10 november=11
    december=12 jan=1 feb=2 mar=3 apr=4 jun=6 jul=7 aug=8 sep=9 sept=9 oct=10 nov=11 dec=12
    enero=1 febrero=2 marzo=3 abril=4 mayo=5 junio=6 julio=7 agosto=8 septiembre=9 setiembre=9 octubre=10 noviembre=11
    diciembre=12 januar=1 februar=2 marz=3 mai=5 juni=6 juli=7 oktober=10 dezember=12
    janvier=1 fevrier=2 mars=3 avril=4 juin=6 juillet=7 aout=8 septembre=9 octobre=10 novembre=11 decembre=12
    gennaio=1 febbraio=2 aprile=4 maggio=5 giugno=6 luglio=7 settembre=9 ottobre=10 dicembre=12
    janeiro=1 fevereiro=2 maio=5 junho=6 julho=7 setembro=9 outubro=10 novembro=11 dezembro=12 januari=1 februari=2 maart=3 mei=5
   ";

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays lunes martes miercoles jueves viernes sabado domingo montag dienstag mittwoch donnerstag freitag samstag
    sonntag lundi mardi mercredi jeudi vendredi samedi dimanche tues weds thurs";

const NUMBERS: &str = "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12
    thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fourty=40
    fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000
    uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15
    dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiuno=21 veintiun=21 veintidos=22 veintitres=23
    zwei=2 drei=3 vier=4 funf=5 sechs=6 acht=8 zehn=10 deux=2 trois=3 quatre=4 cinq=5 huit=8 dix=10
    veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 veintiocho=28 veintinueve=29 treinta=30 cuarenta=40
    cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 mil=1000";

const ORDINALS: &str = "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11
    twelfth=12 thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20
    thirtieth=30 fortieth=40 fiftieth=50 sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 hundredth=100 primero=1";

const DIGITS: &str = "oh=0 o=0 zero=0 nought=0 naught=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9
    double triple treble cero=0 uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 doble";

const MAIL_HOSTS: &str =
    "gmail googlemail hotmail yahoo outlook icloud aol protonmail live msn btinternet gmx telefonica comcast";

const INTRODUCES: &str =
    "my name names i'm called call calls me surname last maiden family nee initials mi se ich mein je i im it's this soy aqui named signed regards love
    hugs xx xo";

const KIN: &str = "bro sis nephews nieces mother mom mum mam mama mommy mummy father dad daddy papa pa parents parent daughter son sister brother
    sibling twin wife husband hubby spouse partner fiance fiancee girlfriend boyfriend aunt auntie aunty uncle cousin niece
    nephew gran grans gramps pop pops mamita papito mami papi nonna yaya abuelita abuelito bisabuela bisabuelo oma opa stepson stepkids inlaws grandmother grandma granny nan nana nanna grandad granddad grandpa grandfather grandson granddaughter grandchild
    grandkid stepson stepdaughter stepmother stepfather stepmom stepdad godmother godfather godson goddaughter kid baby
    toddler neighbour neighbor friend bestie mate roommate flatmate housemate colleague coworker boss carer caregiver
    boy girl lad lass teen teenager bairn mil fil sil bil dil dh dw dd ds ex widow widower child daughters sons sisters brothers kids twins girls boys friends
    grandkids children
    madre padre mama papa hija hijo hermana hermano mujer esposa esposo marido pareja novia novio abuela abuelo tia tio prima
    primo sobrina sobrino nieta nieto suegra suegro cunada cunado nuera yerno vecina vecino amiga amigo companera companero
    hijos hijas bebe mutter vater tochter sohn schwester bruder mere pere fille fils soeur frere mari";

const TITLES: &str = "mr mrs ms miss mx mister missus sir madam dr doctor doctora dra prof professor nurse sister consultant
    surgeon oncologist sr sra srta senor senora senorita don dona doctor herr frau monsieur madame mme rev reverend father
    pastor rabbi imam pt";

const SELVES: &str =
    "i me my mine myself we us our ours i'm im i've ive i'd i'll we're we've we'll yo mi mis me nos nosotros
    nuestro nuestra soy estoy tengo vivo ich mein meine je mon ma";

const STREETS: &str = "street st road rd avenue ave av lane ln drive dr close crescent cres court ct way place pl terrace
    boulevard blvd highway hwy parkway pkwy square sq gardens grove hill mews row walk circle cir trail calle avenida avda
    plaza paseo carretera camino strasse straße rue park rise view green";

const COUNTRIES: &str = "england scotland wales ireland britain uk gb usa us america canada australia zealand spain france
    germany italy portugal mexico argentina colombia chile peru india china japan pakistan nigeria kenya ghana poland romania
    europe africa asia brazil netherlands holland belgium sweden norway denmark finland switzerland austria greece turkey
    israel iran iraq egypt morocco ukraine russia vietnam korea philippines jamaica cuba ecuador venezuela bolivia uruguay
    espana francia alemania italia inglaterra europa
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
    kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
    hampshire jersey ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming
    dakota carolina states kingdom";

const UNITS: &str = "mg mcg ug g kg ml l dl cl cm mm m km mmol mol mmhg iu units unit percent % tablets tablet tabs pills pill
    capsules drops puffs doses dose cycles cycle rounds round sessions session fractions fraction gy grays grade stage times x
    hours hour hrs hr minutes minute mins min seconds days day weeks week wks wk months month mths fortnight stone lbs lb
    pounds pound yds yd yards yard ounces oz litres liters litre liter pints glasses cups calories kcal steps miles mile degrees celsius
    fahrenheit nodes node lumps tumours tumors scans biopsies people women men patients visits
    appointments appts rads infusions chemos treatments surgeries ops operations points lumens inches inch feet foot ft
    ciclos ciclo sesiones dias semanas meses horas minutos kilos gramos pastillas comprimidos gotas veces puntos grados
    pct k quid dollars euros pesos more less drains stitches staples siblings kids children sons
    daughters sisters brothers bags boxes bottles years-ago follicles eggs embryos bpm mph hz rpm";

const PERIODS: &str =
    "day days week weeks month months fortnight weekend night nights mornings evenings afternoons morning afternoon evening year years
    wk wks mth mths finde semaine semaines mois jours sleeps dia dias semana semanas mes meses ano anos tag tage woche wochen monat monate spring summer autumn fall winter
    primavera verano otono invierno";

const INSTITUTIONS: &str =
    "hospital infirmary clinic surgery practice centre center hospice university college school academy
    nursery kindergarten primary secondary polytechnic institute institut facultad universidad colegio instituto escuela
    hospital clinica ambulatorio residencia church mosque synagogue parish ward unit library factory prison";

const CALLS: &str =
    "txt msg call phone telephone tel mobile cell cellphone text ring fax facsimile whatsapp number landline dial ph
    mob voicemail sms pager extension ext llama llamame llamar llamadme telefono tlf tfno movil fijo marca telefon handy
    telephone portable reach contact sms";

const PEOPLE: &str = "people women men patients adults children babies anyone those persons everyone girls boys someone
    teenagers seniors smokers individuals participants personas mujeres hombres pacientes adultos ninos mayores infants kids
    females males volunteers survivors nonagenarian centenarian nonagenaria nonagenario nina nino mujer hombre chica chico
    senora senor";

const LABELS: &str = "mrn medical hospital patient record chart nhs chi hic case file specimen sample accession lab pathology
    study subject trial participant barcode id identifier reference ref booking historia nhc expediente cip tarjeta
    policy member membership group insurance medicare medicaid beneficiary plan subscriber insured claim poliza afiliado
    mutua seguro authorization bupa aetna cigna humana anthem kaiser blue health healthcare
    account acct a/c bank sort iban card credit debit visa mastercard amex routing invoice order customer client paypal
    cuenta cliente factura
    license licence driver driver's drivers dl passport certificate dea npi gmc nmc registration pin permit pasaporte
    permiso carnet colegiado licencia permis visa dvla cdl rn lpn transmitter documento identidad
    plate plates vin vehicle car reg matricula bastidor number tag
    serial serie s c numero n sn device implant pacemaker pump udi imei lot model monitor defibrillator icd stent valve glucometer
    sensor cochlear prosthesis marcapasos dispositivo bomba ssn social nino ni insurance dni nie nif security seguridad
    tax national sin steuer kennzeichen immatriculation rego rego's chapa patente concentrator gas peticion episodio cert badge residence green fuhrerschein transaction loyalty
    kontonummer konto compte hosp biopsy scan unit crn urn nhi path casenote prior tricare axa vhi krankenversicherung pps ppsn
    ubrn encounter sticker sip rx pcn grp uhc sanitas adeslas dental gift library scooter bike placard blue hunting
    wristband bracelet episode visit emr ehr ur fin har csn empi ihi hc ticket complaint donor appointment bsb acc swift bic cheque
    wallet ss cedula rg pan bsn pesel nir secu personnummer fodselsnummer cpr rijksregisternummer plaque targa
    paciente curp rut tfn aadhaar afiliacion steuer sozialversicherung prescription rx confirmation";
