package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which source fields are dropped by their names, and which are not. */
class NeverKeptTest {

    private final NeverKept neverKept = new NeverKept();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Religion",
                "PersonReligionText",
                "PersonEthnicityText",
                "HOME_ADDRESS",
                "PersonDigitalImage",
                "FLUCHTGRUND",
                "Lichtbild"
            })
    void aWordInTheNameIsEnough(String field) {
        assertThat(neverKept.drops(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wyznanie",
                "NARODOWOŚĆ",
                "narodowosc",
                "adres_zamieszkania",
                "prześladowanie",
                "opinionPolitique",
                "SANTE",
                "adresse",
                "dirección",
                "raza",
                "indirizzo",
                "stato_salute",
                "godsdienst",
                "Woonadres",
                "trosbekännelse",
                "BOSTADSADRESS",
                "mezhep",
                "SAĞLIK",
                "saglik"
            })
    void soItIsInTheOtherLanguagesThatInitKnows(String field) {
        assertThat(neverKept.drops(field)).isTrue();
    }

    /** What such words stand in, or look like, and what is needed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "obywatelstwo",
                "kraj_zamieszkania",
                "DIN",
                "data_ur",
                "residenza",
                "pays_de_residence",
                "nacionalidad",
                "geslacht",
                "soyad",
                "viaggio",
                "nazwisko"
            })
    void whatIsNeededIsNotTakenForIt(String field) {
        assertThat(neverKept.drops(field)).isFalse();
    }

    /** German writes in one word what English writes in two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Religionszugehörigkeit",
                "Religionszugehoerigkeit",
                "RELIGIONSGEMEINSCHAFT",
                "Konfessionsschluessel",
                "Volkszugehoerigkeitsangabe",
                "Gesundheitsuntersuchung",
                "Krankheitsbild",
                "Verfolgungsschicksal",
                "Fluchtgruende",
                "Rechtsanwaltskanzlei",
                "Lichtbilddaten",
                "Passlichtbild",
                "Fingerabdruckdaten",
                "Fingerabdrücke",
                "Anschriftenzusatz",
                "Wohnanschrift",
                "WOHNANSCHRIFTEN",
                "Heimatadresse",
                "Adresszusatz"
            })
    void soIsAPartOfAGermanWord(String field) {
        assertThat(neverKept.drops(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Staatsangehoerigkeit",
                "Geburtsort",
                "Ausbildung",
                "Herkunftsstaat",
                "Ausstellerstaat",
                "Region",
                "Aktenzeichen",
                "Familienverband",
                "Verfahren",
                "Fluchtdatum",
                "Anlass"
            })
    void whatOnlySoundsAlikeStays(String field) {
        assertThat(neverKept.drops(field)).isFalse();
    }
}
