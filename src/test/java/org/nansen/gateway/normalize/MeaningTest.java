package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names of fields, as systems of several countries write them, are taken for. */
class MeaningTest {

    private final NeverKept neverKept = new NeverKept();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BIRTH_DATE|data_ur|GEBDAT|date_naiss|fec_nac|data_nasc|geb_datum|fodelsedag|dogum_tar|DOB",
                "BIRTH_NAME|nazwisko_rodowe|Geburtsname|nom_de_jeune_fille|apellido_de_soltera|cognomeDaNubile|meisjesnaam|flicknamn|kizlik_soyadi|maidenName",
                "SURNAME|nazwisko|Nachname|nom_famille|primer_apellido|cognome|achternaam|efternamn|soyad\u0131|lastName",
                "GIVEN_NAME|imie|Vorname|pr\u00e9nom|nombre_de_pila|nome|voornaam|f\u00f6rnamn|adi|first_name",
                "SEX|p\u0142e\u0107|Geschlecht|sexe|sexo|sesso|geslacht|kon|cinsiyet|gender_code",
                "NATIONALITY|obywatelstwa|Staatsangeh\u00f6rigkeit|nationalit\u00e9|nacionalidad|cittadinanza|nationaliteit|nationalitet|uyruk|nationalities",
                "DOCUMENT_NUMBER|nr_dokumentu|Passnummer|num_document|num_pasaporte|numero_documento|documentnummer|dokumentnr|belge_no|doc_no",
                "DOCUMENT_TYPE|typ_dokumentu|Dokumentart|type_piece|tipo_doc|tipo_documento|documentsoort|dokumentslag|belge_turu|docType",
                "DOCUMENT_ISSUER|wydany_przez|ausgestellt_von|d\u00e9livr\u00e9_par|expedido_por|rilasciato_da|afgegeven_door|utf\u00e4rdat_av|veren_makam|issued_by",
                "DOCUMENT_EXPIRES|wazny_do|g\u00fcltig_bis|date_expiration|fecha_caducidad|data_scadenza|geldig_tot|giltigt_till|gecerlilik_tarihi|validUntil",
                "LODGED|z\u0142o\u017cono|Antragsdatum|date_depot|fecha_solicitud|data_domanda|ingediend_op|ans\u00f6kningsdatum|basvuru_tarihi|application_date",
                "OUTCOME|decyzja|Bescheidart|sens_de_la_decision|resolucion|esito|beslissing|beslut|karar|decision",
                "DECISION_DATE|data_decyzji|Bescheiddatum|date_decision|fecha_resolucion|data_decisione|besluitdatum|beslutsdatum|karar_tarihi|decided_on",
                "DECISION_NUMBER|nr_decyzji|Bescheid-Nr|num_decision|num_resolucion|numero_decisione|besluitnummer|beslutsnummer|karar_no|decision_no",
                "VERSION|zmieniono|ge\u00e4ndert_am|modifi\u00e9_le|ultima_modificacion|ultima_modifica|laatst_gewijzigd|senast_\u00e4ndrad|son_guncelleme|last_changed",
                "PERSON_NUMBER|id_osoby|Personen-Nr|identifiant_personne|id_persona|n_persona|persoonsnummer|personnummer|kisi_no|applicantId",
                "CASE_NUMBER|znak|Aktenzeichen|no_dossier|expediente|fascicolo|zaaknummer|diarienummer|dosya_no|case_ref",
                "RECORD_NUMBER|lp|lfd_nr|no_enregistrement|numero_de_registro|n_registro|volgnummer|l\u00f6pnummer|sira_no|record_id"
            })
    void knowsTheWordsOfNineLanguages(
            Meaning meaning,
            String polish,
            String german,
            String french,
            String spanish,
            String italian,
            String dutch,
            String swedish,
            String turkish,
            String english) {
        assertThat(List.of(polish, german, french, spanish, italian, dutch, swedish, turkish, english))
                .allSatisfy(field ->
                        assertThat(Meaning.of(field, neverKept)).as(field).isEqualTo(meaning));
    }

    @ParameterizedTest
    @CsvSource({
        "obywatelstwo,@kod,NATIONALITY",
        "nationalities,country,NATIONALITY",
        "dokument,@typ,DOCUMENT_TYPE",
        "dokument,@seria,DOCUMENT_NUMBER",
        "document,number,DOCUMENT_NUMBER",
        "documents,number,DOCUMENT_NUMBER",
        "decyzja,@nr,DECISION_NUMBER",
        "decyzja,@rodzaj,OUTCOME",
        "decyzja,@data,DECISION_DATE",
        "osoba,@id,PERSON_NUMBER",
        "case,no,CASE_NUMBER",
        "name,given,GIVEN_NAME",
        // A country that a person merely has is not said to be of what.
        "person,country,UNKNOWN",
        "office,kod,UNKNOWN",
        // Free text beside a decision is no code.
        "decyzja,uwagi,UNKNOWN",
        "decision,officer,UNKNOWN"
    })
    void understandsAFieldByWhatItStandsIn(String above, String field, Meaning meaning) {
        assertThat(Meaning.of(List.of(above, field), neverKept)).isEqualTo(meaning);
    }

    @Test
    void takesNoWordForMoreThanOneThing() {
        List<String> words = CodeFile.resource("/kit/header-words.csv").rows("meaning", "words").stream()
                .flatMap(row -> List.of(row.cell(1).split("\\|")).stream())
                .map(word -> word.replaceFirst("^=", ""))
                .toList();

        assertThat(words).doesNotHaveDuplicates().allMatch(word -> word.equals(word.strip()) && !word.isEmpty());
    }
}
