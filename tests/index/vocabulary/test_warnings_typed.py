"""Words of danger and of caution as patients really type them: misspelled, in capitals, as one word, in sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vocabulary.complaint import read_complaint
from index.vocabulary.conditions import conditions
from index.vocabulary.typed_text import TypedEntries
from index.vocabulary.typed_words import folded

EMERGENCIES = {
    "chest_pain": """
        chest pain | CHEST PAIN | chest pains | chestpain | my chest hurts | chest is tight | tightness in my
        chest | tightness in the middle of my chest | pressure on my chest | chest is hurting | my chest aches |
        chest ache | aching chest | burning in chest | chest discomfort | sharp pain in chest | pain in the left
        side of my chest | pain left side chest | stabbing chest | chest stabbing pain | chets pain | chest pian
        | chest paint | cheast pain | no chest pain | heart pain | dolor de pecho | dolor en el pecho | DOLOR EN
        EL PECHO | dolor de pecho fuerte | me duele el pecho | me duele mucho el pecho | duele pecho | pecho
        duele | dolor torácico | dolor toracico | dolor de torax | opresión en el pecho | opresion en mi pecho |
        presión en el pecho | presion de pecho | punzada en el pecho | ardor en el pecho | apretado el pecho |
        pecho apretado | siento el pecho apretado | tengo dolores en el pecho | dolores de pecho | molestia en
        el pecho | dolor de corazon | me duele el corazón
    """,
    "breathing": """
        can't breathe | cant breath | can\u2019t breathe | cannot breathe well | i can not breathe | can't catch
        my breath | cant catch breath | hard to breathe | hard time breathing | trouble breathing | trouble
        breath | difficulty breathing | dificulty breathing | breathing problems | difficult to breathe | short
        of breath | shortness of breath | shortnes of breath | out of breath | breathless | struggling to breath
        | painful to breathe | hurts to breathe | it hurts when i breathe | pain when breathing | pain breathing
        in | gasping for air | not able to breathe | unable to breathe | wheezing | no puedo respirar | no puedo
        respirar bien | no puede respirar | no respira | dificultad para respirar | dificultad al respirar |
        dificultades para respirar | dificil respirar | dificil para respirar | difícil respirar | problemas
        para respirar | problemas respiratorios | me cuesta respirar | me cuesta trabajo respirar | le cuesta
        respirar | falta de aire | falta el aire | me falta aire | me falta el aire | sin aliento | me falta el
        aliento | me ahogo | me estoy ahogando | ahogo | se ahoga | duele al respirar | me duele al respirar |
        dolor al respirar
    """,
    "lung": """
        collapsed lung | punctured lung | pneumothorax | neumotórax | pulmón perforado | pulmon colapsado
    """,
    "bleeding": """
        coughing blood | coughing up blood | couging blood | spitting blood | coughed up blood | blood in my
        cough | vomiting blood | throwing up blood | bleeding won't stop | bleeding wont stop | bleeding that
        won't stop | bleeding does not stop | bleeding that does not stop | won't stop bleeding | can't stop the
        bleeding | cant stop bleeding | bleeding doesnt stop | severe bleeding | uncontrolled bleeding | toso
        sangre | tos con sangre | tosiendo sangre | escupo sangre | vomito sangre | vómito con sangre |
        vomitando sangre | no para de sangrar | no deja de sangrar | sangrado que no para | sangrado que no se
        detiene | sangra mucho | sangrado abundante | hemorragia
    """,
    "stroke": """
        face droops | face drooping | face is drooping | droopy face | drooping mouth | one side of face numb |
        face numb | numbness in face | numb face | facial numbness | facial droop | face feels numb | half my
        face is numb | left side of my face is numb | slurred speech | slurring words | speech slurred |
        slurring my words | slurring | cant talk | trouble talking | difficulty speaking | arm weakness sudden |
        sudden weakness in arm | sudden numbness | sudden loss of vision | sudden vision loss | lost vision |
        stroke | having a stroke | i think im having a stroke | mini stroke | worst headache of my life | sudden
        severe headache | thunderclap headache | thunder clap headache | derrame | derrame cerebral | embolia |
        ictus | apoplejía | cara caída | cara caida | se me cae la cara | cara dormida | cara adormecida | se me
        durmio la cara | se me duerme la cara | media cara dormida | tengo la cara dormida | cara entumecida |
        entumecimiento de la cara | entumecimiento en la cara | boca torcida | boca chueca | se me tuerce la
        boca | boca caida | cara chueca | parálisis facial | no puedo hablar | no puede hablar | dificultad para
        hablar | habla arrastrada | arrastro las palabras | debilidad de un lado | debilidad en un lado |
        debilidad repentina | un lado del cuerpo dormido | se me durmió un lado | peor dolor de cabeza | el peor
        dolor de cabeza de mi vida | dolor de cabeza repentino | dolor de cabeza súbito | pérdida de la vista |
        perdi la vista
    """,
    "cauda_equina": """
        numb groin | groin numbness | numbness in groin | numb crotch | crotch numb | numbness between my legs |
        numb between legs | saddle numbness | saddle anesthesia | numb saddle area | numb genitals | numb bottom
        | numb buttocks and genitals | can't pee | cant pee | cannot urinate | can't control bladder | cant
        control my bladder | loss of bladder control | lost control of bladder | lost bladder control | lost
        control of my bowels | bowel incontinence | wet myself | pooped myself | can't hold my pee | cant hold
        my urine | no control of bladder | cauda equina | cauda equina syndrome | ingle dormida | ingle
        adormecida | entumecimiento en la ingle | entrepierna dormida | entrepierna adormecida | adormecimiento
        en la ingle | se me durmió la ingle | entumecimiento entre las piernas | dormido entre las piernas | no
        puedo orinar | no puedo hacer pipí | no puedo hacer pis | no aguanto la orina | me orino | se me sale la
        orina | me hago encima | perdí el control de la vejiga | no controlo la vejiga | no controlo los
        esfínteres | pérdida de control de esfínteres | cola de caballo
    """,
    "legs": """
        both legs weak | legs went numb | cant move my legs | paralyzed | no puedo mover las piernas | no siento
        las piernas | no siento la pierna
    """,
    "collapse": """
        passed out | passing out | fainted | i fainted after needling | unconscious | black out | blacked out |
        seizure now | having a seizure | me desmayé | me desmaye | desmayo | se desmayó | perdí el conocimiento
        | perdí la conciencia | inconsciente | convulsión ahora | está convulsionando
    """,
    "heart_attack": """
        heart attack | hart attack | heart attak | heart atack | heartattack | ataque al corazón | ataque de
        corazon | ataque cardíaco | ataque al corazon | infarto | infarto cerebral | paro cardiaco
    """,
    "crisis": """
        suicide | suicidal | want to die | kill myself | suicidio | quiero morir
    """,
    "overdose": """
        overdose
    """,
    "allergy": """
        allergic reaction | throat closing | throat swelling | anaphylaxis | reacción alérgica | se me cierra la
        garganta
    """,
    "meningitis": """
        stiff neck and fever
    """,
}
CAUTIONS = {
    "pregnancy": """
        pregnant | im pregnant | I'm pregnant | preg | pregnat | pregnent | prgnant | pregnancy | expecting a
        baby | 20 weeks pregnant | trying to conceive | might be pregnant | with child | having a baby |
        gestation | embarazada | embarasada | enbarazada | embarazo | EMBARAZADA | estoy embarazada | estoy
        esperando | espero un bebe | espero un bebé | en estado | en cinta | encinta | preñada | preñadas |
        gestante | tercer trimestre
    """,
    "blood_thinner": """
        blood thinner | blood thinners | bloodthinners | blood-thinners | blood thiner | blod thinner | thin
        blood | blood thinning medicine | anticoagulant | anti-coagulant | anti coagulants | anticoagulation |
        warfarin | warfrin | warafin | coumadin | cumadin | coumadine | eliquis | eliquiss | elequis | eliqis |
        elliquis | apixaban | xarelto | xeralto | zarelto | xaralto | pradaxa | savaysa | plavix | plavex |
        clopidogrel | brilinta | effient | heparin | lovenox | fragmin | dalteparin | arixtra | fondaparinux |
        aspirin | baby aspirin | aspirin 81 mg | daily aspirin | aspirin every day | I take aspirin |
        antiplatelet | cilostazol | aggrenox | dipyridamole | anticoagulantes | anticoagulante | anti coagulante
        | anti-coagulantes | adelgazar la sangre | adelgazantes de la sangre | adelgazador de sangre | medicina
        para adelgazar la sangre | medicamento para la sangre | pastillas para la sangre | licuar la sangre |
        diluyentes de sangre | warfarina | guarfarina | sintrom | heparina | aspirina | aspirina diaria | tomo
        aspirina | tomo aspirina todos los días | tomo una aspirina al dia
    """,
    "implant": """
        pacemaker | pace-maker | pacemakers | pace maker | pacmaker | defibrillator | defibrilator | ICD | icd |
        I have an ICD | implant | cochlear implant | spinal cord stimulator | deep brain stimulator | TENS
        implant | metal implant | hip replacement | knee replacement | breast implant | breast implants |
        artificial joint | pain pump | stent | marcapasos | marca pasos | marcapaso | tengo un marcapasos |
        desfibrilador | defibrilador | implante | prótesis
    """,
    "heart_valve": """
        heart valve | artificial heart valve
    """,
    "lymphedema": """
        lymphedema | lymphadema | lymphodema | lymphoedema | lymph edema | lymph node removed | lymph nodes
        removed | had lymph nodes taken out | lymph node removal | lymph nodes taken out | lymph node surgery |
        lymph node dissection | mastectomy | swollen arm after breast cancer | breast cancer | linfedema |
        limfedema | me quitaron los ganglios | me sacaron los ganglios | me quitaron ganglios | me sacaron
        ganglios | extirpación de ganglios | ganglios linfáticos | brazo hinchado | mastectomía | cáncer de mama
        | cancer de seno
    """,
    "epilepsy": """
        epilepsy | epileptic | epilepsi | seizure | seizures | siezures | seisures | convulsions | epilepsia |
        epileptico | epiléptica | convulsiones | combulsiones | ataque epiléptico
    """,
    "diabetes": """
        diabetes | diabetic | diabetis | diabeties | dibetes | diabetus | sugar diabetes | high blood sugar |
        insulin | diabético | diabética | azúcar | azúcar alta | azucar en la sangre | tengo azucar | insulina
    """,
    "infection": """
        infection | infected | infecton | fever | fevers | feverish | flu | covid | sepsis | cellulitis |
        abscess | open wound | skin infection | infección | infeccion | infectado | fiebre | fievre | calentura
        | temperatura | pus | herida abierta | gripe
    """,
    "weak_immune_system": """
        weak immune system | immune system | immunocompromised | immune compromised | immuno compromised |
        immuno-compromised | immunosuppressed | immune deficiency | autoimmune | low immunity | low white blood
        cells | weak immunity | chemo | chemotherapy | HIV | AIDS | transplant | on steroids | prednisone |
        methotrexate | humira | sistema inmune débil | sistema inmunológico débil | sistema inmunitario |
        inmunodeprimido | inmunosuprimido | inmunodeficiencia | inmuno deprimido | defensas bajas | bajas
        defensas | pocas defensas | quimio | quimioterapia | VIH | sida | trasplante | transplante
    """,
    "bleeding_disorder": """
        bleeding disorder | bleeding disorders | bleeder | hemophilia | haemophilia | hemofilia | hemophelia |
        von willebrand | von Willebrand's disease | vonwillebrand | low platelets | low platelet count |
        platelet disorder | thrombocytopenia | factor V leiden | blood clotting problem | blood clotting
        disorder | clotting problem | bruise easily | bruises easily | easy bruising | bruise easy | i bleed
        easily | bleed easily | blood disorder | emofilia | trastorno de la sangre | trastorno de sangrado |
        trastornos de coagulación | problemas de coagulación | problema de coagulacion | problemas de sangre |
        sangro mucho | sangro fácilmente | me sangra | me salen moretones | moretones | me salen moretones fácil
        | moretones con facilidad | plaquetas bajas | pocas plaquetas | bajo de plaquetas
    """,
    "blood_vessels": """
        blood clot | blood clots | DVT | coágulos | coagulos de sangre
    """,
    "metal_allergy": """
        nickel allergy | metal allergy | alergia al níquel | alergia a los metales
    """,
    "fear": """
        needle phobia | afraid of needles | fear of needles | miedo a las agujas
    """,
}
PLAIN = """
    neck pain | lower back pain | pec stretch | stiff neck | my back is killing me | I hurt myself lifting a box
    deep breathing helps my neck | breathing exercises for neck pain | heartburn | heart disease, neck pain
    upper back pain between shoulder blades | rib pain | numb hand | numb fingers at night | tingling in arm
    pain on my right side | tight hamstrings | hamstring | trigger point injections | cortisone shot
    jaw hurts when I talk | can't turn my head | can't raise my arm | hard to sleep | trouble sleeping on side
    hard to walk | cannot sit long | weak grip | weak ankle | hip bursitis | bruised hip | car accident | stress
    groin pull | pelvic floor pain | C-section scar | heavy legs | my legs hurt | restless legs | swollen knee
    burning feet | stabbing heel pain | pain in my left side | one side of neck is tight | headache on one side
    pain on one side of face | cuello | dolor de espalda baja | me duele la cabeza | hombro congelado
    no puedo levantar el brazo | no puedo dormir | mano dormida | pie dormido | dolor en la cara | dolor de muela
    me duele al caminar | piernas cansadas | me cuesta caminar | no puedo girar el cuello | codo de tenista
    nervio pinzado | strike | pushing | never | fewer headaches | injection | inspection | chess | conclusion | pecho
    earache | toothache | backache | hearing | breast | pacing
"""


def each(text):
    return [" ".join(typed.split()) for typed in text.split("|")]


def pairs(lists):
    return [(typed, reason) for reason, text in lists.items() for typed in each(text)]


@pytest.mark.parametrize(("typed", "reason"), pairs(EMERGENCIES))
def test_what_is_dangerous_is_an_emergency(typed, reason):
    assert reason in {one.reason for one in read_complaint(typed).emergency}


@pytest.mark.parametrize(("typed", "reason"), pairs(CAUTIONS))
def test_what_asks_for_care_is_a_caution(typed, reason):
    assert reason in {one.reason for one in read_complaint(typed).caution}


@pytest.mark.parametrize("typed", [*each(PLAIN), *(word for one in conditions().values() for word in one.synonyms)])
def test_a_plain_complaint_warns_of_nothing(typed):
    read = read_complaint(typed)
    assert (read.emergency, read.caution) == ((), ())


@given(st.sampled_from(pairs(EMERGENCIES)), st.sampled_from(each(PLAIN)), st.booleans())
def test_a_danger_is_seen_within_a_sentence_and_in_capitals(danger, plain, is_first):
    typed, reason = danger
    text = f"{typed}, {plain}" if is_first else f"{plain}. {typed.upper()}!"
    assert reason in {one.reason for one in read_complaint(text).emergency}


@pytest.mark.parametrize("start", ["no ", "not ", "I have no ", "never had "])
@pytest.mark.parametrize("danger", ["chest pain", "numb face", "trouble breathing", "fever"])
def test_what_is_denied_warns_too(start, danger):
    read = read_complaint(start + danger)
    assert read.emergency or read.caution


def test_several_at_once_are_all_said():
    read = read_complaint("chest pain and can't breathe, 20 weeks pregnant, on eliquis")
    assert [one.reason for one in read.emergency] == ["chest_pain", "breathing"]
    assert [one.reason for one in read.caution] == ["pregnancy", "blood_thinner"]


@given(st.data())
def test_a_slip_in_a_long_word_is_forgiven(data):
    word = data.draw(st.sampled_from(["apixaban", "rivaroxaban", "warfarin", "pregnant", "diabetes", "marcapasos"]))
    at = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from("aeioutrsn"))
    slips = (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    slipped = data.draw(st.sampled_from([*slips, word[:at] + word[at + 1] + word[at] + word[at + 2 :]]))
    assert read_complaint(slipped).caution == read_complaint(word).caution != ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("numb in my groin", {"numb* + GROIN"}),
        ("groin is all numb", {"numb* + GROIN"}),
        ("groin a b c d e f numb", {"numb* + GROIN"}),
        ("groin a b c d e f g numb", set()),
        ("heart hurts", {"heart-hurt*"}),
        ("heart really hurts", set()),
        ("wet bed", {"wet bed"}),
        ("wet the whole bed", {"wet bed"}),
        ("wet all of the bed", set()),
        ("bed wet", set()),
    ],
)
def test_words_of_an_entry_are_as_far_apart_as_it_says(text, found):
    entries = TypedEntries(["numb* + GROIN", "heart-hurt*", "wet bed"], {"GROIN": ["groin", "crotch"]})
    assert entries.found_in(folded(text)) == found


def test_a_short_word_is_forgiven_only_next_to_another_of_its_entry():
    entries = TypedEntries(["chest pain*", "fever*"], {})
    assert entries.found_in(folded("chets pain")) == {"chest pain*"}
    assert entries.found_in(folded("fewer headaches")) == set()
    assert entries.found_in(folded("guest pain")) == set()


def test_one_character_that_folds_into_many_letters_costs_no_more_than_a_long_text():
    assert sum(map(len, folded("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 200))) <= 400
