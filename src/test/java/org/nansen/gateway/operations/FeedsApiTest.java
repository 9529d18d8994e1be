package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.FeedLedger;
import org.springframework.http.HttpMethod;

/** What people see of feeds, over the API and on the command line. */
class FeedsApiTest extends ApiSlice {

    @TempDir
    Path folder;

    private FeedLedger real;
    private CommandRun operator;
    private CommandRun officer;

    @BeforeEach
    void open() throws IOException {
        real = new FeedLedger(folder.resolve("ledger"));
        feeds.set(real.feeds());
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        operator = new CommandRun(URI.create(http.getRootUri()), "alice", password);
        officer = new CommandRun(URI.create(http.getRootUri()), "olga", password);
    }

    @AfterEach
    void close() {
        feeds.set(null);
        real.prove();
        real.close();
    }

    @Test
    void letsAnOfficerLookIntoAHeldDropAndKeepsThatInTheAccessLog() {
        Drop held = real.holdHalf(40);

        JsonNode drop = json(get("olga", "/api/v1/drops/" + held.receiptId()));

        assertThat(drop.path("state").asText()).isEqualTo("held");
        assertThat(drop.path("code").asText()).isEqualTo("NG-160");
        assertThat(drop.path("events").path("application").asInt()).isEqualTo(1);
        assertThat(drop.path("snapshot").path("before").asInt()).isEqualTo(40);
        assertThat(drop.path("snapshot").path("vanished").asInt()).isEqualTo(20);
        assertThat(drop.path("snapshot").path("unchanged").asInt()).isEqualTo(19);
        assertThat(drop.path("rejections")).singleElement().satisfies(wrong -> {
            assertThat(wrong.path("code").asText()).isEqualTo("NG-103");
            assertThat(wrong.path("field").asText()).isEqualTo("person/birthDate");
            assertThat(wrong.path("firstLine").asInt()).isEqualTo(99);
            assertThat(wrong.path("hint").asText()).isNotEmpty();
        });
        assertThat(ledger.entries).containsExactly("drop.read " + held.receiptId() + " olga");
        assertThat(get("olga", "/api/v1/drops/no-such-drop").getStatusCode().value())
                .isEqualTo(404);
    }

    @Test
    void showsTheSameOnTheCommandLine() {
        Drop held = real.holdHalf(40);

        CommandRun.Ended shown = officer.run("drops", "show", held.receiptId());

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("NG-160: More records are missing")
                .contains("Records that tell of application: 1")
                .contains("Rows known before: 40, as they were: 19, missing: 20, back again: 0.")
                .containsPattern("1 +99 +NG-103 +person/birthDate");
        assertThat(operator.run("drops", "show", held.receiptId()).code()).isEqualTo(3);
        assertThat(operator.run("drops", "show", held.receiptId()).err()).contains("NG-702");
    }

    @Test
    void showsWhatVanishedAndOnlyOfficersTheNumberAtTheSource() {
        real.vanish(40, 7, 9);

        JsonNode sets = json(get("alice", "/api/v1/vanished")).path("systems");
        assertThat(sets).singleElement().satisfies(set -> {
            assertThat(set.path("system").asText()).isEqualTo("registry");
            assertThat(set.path("records").asInt()).isEqualTo(2);
        });
        JsonNode first = json(get("alice", "/api/v1/vanished/registry?limit=1"));
        assertThat(first.at("/records/0").has("sourceRecordId")).isFalse();
        assertThat(ledger.entries).isEmpty();
        JsonNode second = json(get(
                "olga",
                "/api/v1/vanished/registry?limit=10&after=" + first.path("next").asText()));
        assertThat(second.path("records")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        JsonNode all = json(get("olga", "/api/v1/vanished/registry"));
        assertThat(all.path("records").findValuesAsText("sourceRecordId")).containsExactlyInAnyOrder("n7", "n9");
        assertThat(ledger.entries).hasSize(3).allMatch(entry -> entry.startsWith("record.read "));
        assertThat(json(get("olga", "/api/v1/vanished/border")).path("records")).isEmpty();
    }

    @Test
    void endsAReviewAtAnOfficersWordAndSignsItWithTheName() {
        real.vanish(40, 7);
        assertThat(operator.run("status").out())
                .containsPattern(
                        "Rows that vanished from a stock, which nobody has looked at: \\d+\\. See \"vanished\"\\.");
        assertThat(operator.run("vanished").code())
                .as("there is something to see to")
                .isEqualTo(1);
        CommandRun.Ended listed = officer.run("vanished", "--system", "registry");
        assertThat(listed.out()).contains("n7");
        String record = listed.lines().get(1).split(" ")[0];

        assertThat(operator.run("vanished", "seen", record).err()).contains("NG-702");
        assertThat(officer.run("vanished", "seen", record).out()).contains("Records: 1.");

        assertThat(real.entries("row.seen")).containsExactly(record + " by=olga");
        CommandRun.Ended none = operator.run("vanished");
        assertThat(none.code()).isZero();
        assertThat(none.out()).contains("Nothing vanished");
    }

    @Test
    void refusesAWordAboutNothing() {
        assertThat(send("olga", HttpMethod.POST, "/api/v1/vanished/seen", "{\"records\":[]}")
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
        assertThat(send("olga", HttpMethod.POST, "/api/v1/vanished/seen", "{\"records\":[null]}")
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void showsAnOperatorWhatShadowModeKeepsIn() {
        real.shadow("1");
        real.shadow("2");

        JsonNode would = json(get("alice", "/api/v1/shadow")).path("would");
        assertThat(would).hasSize(2);
        assertThat(would.get(0).path("act").asText()).isEqualTo("ask");
        assertThat(would.get(0).path("connection").asText()).isEqualTo("interpol");
        assertThat(would.get(0).path("database").asText()).isEqualTo("nominal");
        assertThat(would.get(0).path("count").asInt()).isEqualTo(2);
        assertThat(would.get(1).path("act").asText()).isEqualTo("send");
        assertThat(would.get(1).path("message").asText()).isEqualTo("M8");
        assertThat(would.get(1).path("destination").asText()).isEqualTo("secretariat");
        assertThat(would.get(1).path("rule").asText()).isEqualTo("grant-known");
        assertThat(would.get(1).path("count").asInt()).isEqualTo(2);
        assertThat(operator.run("shadow").out())
                .containsPattern("registry +\\S+ +ask +nominal +interpol +2")
                .containsPattern("registry +\\S+ +send +M8 +secretariat +grant-known +2");
        assertThat(get("alice", "/api/v1/shadow?days=0").getStatusCode().value())
                .isEqualTo(400);
    }
}
