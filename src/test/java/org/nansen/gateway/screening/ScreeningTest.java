package org.nansen.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.Secrets;

class ScreeningTest {

    private final StubEndpoint endpoint = new StubEndpoint();
    private final StubEndpoint second = new StubEndpoint();
    private final Given.Hands clock = new Given.Hands();
    private final Given.OpenLanes lanes = new Given.OpenLanes();
    private final Given.Unit unit = new Given.Unit();
    private @Nullable Connections connections;

    @AfterEach
    void close() {
        if (connections != null) {
            connections.close();
        }
        endpoint.close();
        second.close();
    }

    @Test
    void isClearOnlyWhenEveryDatabaseSaysSo() {
        Written written = ask(one("nominal", "sltd"));

        assertThat(written.parts()).containsExactly("interpol nominal NO_HIT", "interpol sltd NO_HIT");
        assertThat(written.screening()).isEqualTo(ScreeningResult.NO_HIT);
        assertThat(written.again()).isNull();
        assertThat(written.wholeParts().get(0).validUntil()).isEqualTo(Given.NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void keepsHitsWithWhatIsReadableOfThem() {
        endpoint.be(StubEndpoint.json("{\"id\":\"q-9\",\"reference\":\"$REF\",\"results\":["
                + "{\"database\":\"nominal\",\"result\":\"hit\",\"validUntil\":\"2026-12-01T00:00:00Z\",\"hits\":["
                + "{\"item\":\"XXA-1\",\"owner\":\"XXA\",\"score\":97,\"kind\":\"wanted\"},"
                + "{\"item\":7,\"owner\":\"106\",\"score\":\"many\"}]},"
                + "{\"database\":\"sltd\",\"result\":\"possible\"}]}"));

        Written written = ask(one("nominal", "sltd"));

        assertThat(written.screening()).isEqualTo(ScreeningResult.HIT);
        assertThat(written.parts()).containsExactly("interpol nominal HIT", "interpol sltd POSSIBLE");
        assertThat(written.wholeParts().get(0).requestId()).isEqualTo("q-9");
        assertThat(written.wholeParts().get(0).hits().get(0).owner()).isEqualTo("XXA");
        assertThat(written.wholeParts().get(0).hits().get(1).owner()).isNull();
        assertThat(written.wholeParts().get(0).hits().get(1).item()).isEqualTo("unnamed");
    }

    static Stream<Arguments> failures() {
        String ok = "{\"database\":\"nominal\",\"result\":\"no-hit\"}";
        return Stream.of(
                arguments("500", StubEndpoint.status(500, "text/plain", "out of order"), "NG-203"),
                arguments(
                        "503 with a clear answer",
                        (StubEndpoint.Behaviour) (exchange, question) ->
                                StubEndpoint.send(exchange, 503, "application/json", question.answer("no-hit")),
                        "NG-203"),
                arguments("429", StubEndpoint.status(429, "text/plain", ""), "NG-203"),
                arguments("401", StubEndpoint.status(401, "text/plain", ""), "NG-207"),
                arguments("403", StubEndpoint.status(403, "application/json", "{}"), "NG-207"),
                arguments("404", StubEndpoint.status(404, "text/html", "<html>"), "NG-207"),
                arguments("422", StubEndpoint.status(422, "application/json", "{}"), "NG-207"),
                arguments(
                        "redirect",
                        (StubEndpoint.Behaviour) (exchange, question) -> {
                            if (question.line().equals("POST /screenings")) {
                                exchange.getResponseHeaders().set("Location", "/elsewhere");
                                StubEndpoint.send(exchange, 307, "text/plain", "");
                            } else {
                                StubEndpoint.send(exchange, 200, "application/json", question.answer("no-hit"));
                            }
                        },
                        "NG-203"),
                arguments(
                        "silence",
                        (StubEndpoint.Behaviour) (exchange, question) -> {
                            Thread.sleep(3_000);
                            StubEndpoint.send(exchange, 200, "application/json", question.answer("no-hit"));
                        },
                        "NG-202"),
                arguments(
                        "drip",
                        (StubEndpoint.Behaviour) (exchange, question) -> {
                            exchange.getResponseHeaders().set("Content-Type", "application/json");
                            exchange.sendResponseHeaders(200, 0);
                            for (char c : question.answer("no-hit").toCharArray()) {
                                exchange.getResponseBody().write(c);
                                exchange.getResponseBody().flush();
                                Thread.sleep(50);
                            }
                        },
                        "NG-202"),
                arguments(
                        "broken off",
                        (StubEndpoint.Behaviour) (exchange, question) -> {
                            exchange.getResponseHeaders().set("Content-Type", "application/json");
                            exchange.sendResponseHeaders(200, 5_000);
                            exchange.getResponseBody()
                                    .write(question.answer("no-hit").getBytes(StandardCharsets.UTF_8));
                            exchange.getResponseBody().flush();
                        },
                        "NG-20"),
                arguments("rubbish", StubEndpoint.json("{\"weather\":[\"rain\"]}"), "NG-204"),
                arguments("no JSON", StubEndpoint.json("no-hit"), "NG-204"),
                arguments("truncated JSON", StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[" + ok), "NG-204"),
                arguments(
                        "more after it",
                        StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[" + ok + "]} {}"),
                        "NG-204"),
                arguments("HTML", StubEndpoint.status(200, "text/html", "<html>no-hit</html>"), "NG-204"),
                arguments("empty body", StubEndpoint.status(200, "application/json", ""), "NG-204"),
                arguments("204", StubEndpoint.status(204, "application/json", ""), "NG-204"),
                arguments("empty object", StubEndpoint.json("{}"), "NG-204"),
                arguments("null", StubEndpoint.json("null"), "NG-204"),
                arguments("list", StubEndpoint.json("[" + ok + "]"), "NG-204"),
                arguments("no reference", StubEndpoint.json("{\"results\":[" + ok + "]}"), "NG-204"),
                arguments(
                        "other reference",
                        StubEndpoint.json(
                                "{\"reference\":\"5f1f2f2e-5a0c-8f3b-9a59-0d3f6c2b7c11\",\"results\":[" + ok + "]}"),
                        "NG-204"),
                arguments("no results", StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[]}"), "NG-204"),
                arguments(
                        "other database",
                        StubEndpoint.json(
                                "{\"reference\":\"$REF\",\"results\":[{\"database\":\"tdawn\",\"result\":\"no-hit\"}]}"),
                        "NG-204"),
                arguments(
                        "answered twice",
                        StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[" + ok + "," + ok + "]}"),
                        "NG-204"),
                arguments(
                        "key twice",
                        StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[{\"database\":\"nominal\","
                                + "\"result\":\"hit\",\"result\":\"no-hit\"}]}"),
                        "NG-204"),
                arguments("unknown word", word("\"clear\""), "NG-204"),
                arguments("capitals", word("\"NO-HIT\""), "NG-204"),
                arguments("no word", word("null"), "NG-204"),
                arguments("number", word("1"), "NG-204"),
                arguments("error", word("\"error\""), "NG-203"),
                arguments("clear with hits", word("\"no-hit\",\"hits\":[{\"item\":\"a\"}]"), "NG-204"),
                arguments(
                        "clear until yesterday", word("\"no-hit\",\"validUntil\":\"2026-11-22T00:00:00Z\""), "NG-204"),
                arguments("clear until some day", word("\"no-hit\",\"validUntil\":\"some day\""), "NG-204"),
                arguments(
                        "huge",
                        StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[" + ok + "],\"pad\":\""
                                + "x".repeat(1024 * 1024) + "\"}"),
                        "NG-204"),
                arguments(
                        "deep",
                        StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[" + ok + "],\"pad\":" + "[".repeat(100)
                                + "]".repeat(100) + "}"),
                        "NG-204"));
    }

    private static StubEndpoint.Behaviour word(String word) {
        return StubEndpoint.json(
                "{\"reference\":\"$REF\",\"results\":[{\"database\":\"nominal\",\"result\":" + word + "}]}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void neverTakesAFailureForClear(String name, StubEndpoint.Behaviour behaviour, String code) {
        endpoint.be(behaviour);
        Screening screening = screening(one("nominal"));
        try {
            Written written = unit.keep(screening.ask(unit));
            assertThat(written.screening()).isNull();
            assertThat(written.again())
                    .startsWith(code.equals("NG-203") && written.parts().size() == 1 ? "NG-204" : code);
            if (!written.parts().isEmpty()) {
                assertThat(written.parts()).containsExactly("interpol nominal INCOMPLETE " + code);
                assertThat(lanes.down).isEmpty();
            } else {
                assertThat(lanes.down).containsOnlyKeys("screening.interpol");
            }
        } catch (Defect refused) {
            assertThat(name).isEqualTo("422");
            assertThat(refused.code().code()).isEqualTo(code);
        }
        assertThat(endpoint.asked).allSatisfy(asked -> assertThat(asked.line()).isEqualTo("POST /screenings"));
    }

    @Test
    void waitsForAnEndpointThatRefusesConnections() {
        String url = endpoint.url();
        endpoint.close();
        Written written = unit.keep(screening(Map.of("interpol", Given.connection(url, Set.of("nominal"))))
                .ask(unit));

        assertThat(written.again()).isEqualTo("NG-201 screening.interpol");
        assertThat(written.noLaterThan()).isEqualTo(Given.NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void doesNotHammerAPausedConnection() {
        lanes.down("screening.interpol", FaultCode.NG_202_ENDPOINT_TIMEOUT);

        Written written = ask(one("nominal"));

        assertThat(written.again()).isEqualTo("NG-202 screening.interpol");
        assertThat(endpoint.asked).isEmpty();
    }

    @Test
    void keepsWhatOneConnectionAnsweredWhileAnotherIsDown() {
        second.be(StubEndpoint.status(503, "text/plain", ""));
        Screening screening = screening(both());

        Written first = unit.keep(screening.ask(unit));
        assertThat(first.parts()).containsExactly("interpol nominal NO_HIT");
        assertThat(first.screening()).isNull();
        assertThat(first.again()).isEqualTo("NG-203 screening.national");

        second.be(StubEndpoint.clear());
        lanes.up("screening.national");
        Written done = unit.keep(screening.ask(unit));
        assertThat(done.parts()).containsExactly("national sltd NO_HIT");
        assertThat(done.screening()).isEqualTo(ScreeningResult.NO_HIT);
        assertThat(endpoint.asked).hasSize(1);
        assertThat(second.asked).hasSize(2);
        assertThat(second.asked.get(0).key()).isEqualTo(second.asked.get(1).key());
        assertThat(second.asked.get(0).body()).isEqualTo(second.asked.get(1).body());
    }

    @Test
    void keepsTheKeyOverRepeatsAndRestartsAndChangesItForANewRound() {
        endpoint.be(StubEndpoint.status(500, "text/plain", ""));
        Map<String, ConnectionSettings> one = one("nominal", "sltd");
        unit.keep(screening(one).ask(unit));
        lanes.up("screening.interpol");
        endpoint.be(StubEndpoint.json("{\"reference\":\"$REF\",\"results\":["
                + "{\"database\":\"nominal\",\"result\":\"no-hit\"},{\"database\":\"sltd\",\"result\":\"error\"}]}"));
        Written incomplete = unit.keep(screening(one).ask(unit));
        assertThat(incomplete.parts()).containsExactly("interpol nominal NO_HIT", "interpol sltd INCOMPLETE NG-203");
        assertThat(incomplete.pause()).isEqualTo(Duration.ofMinutes(1));

        endpoint.be(StubEndpoint.clear());
        assertThat(unit.keep(screening(one).ask(unit)).again()).isEqualTo("NG-204 null");
        assertThat(endpoint.asked).as("not before its time").hasSize(2);

        clock.now = Given.NOW.plus(Duration.ofMinutes(1));
        assertThat(unit.keep(screening(one).ask(unit)).screening()).isEqualTo(ScreeningResult.NO_HIT);
        List<String> keys = endpoint.asked.stream().map(StubEndpoint.Asked::key).toList();
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
        assertThat(endpoint.asked.get(2).json().path("databases").toString()).isEqualTo("[\"sltd\"]");
        assertThat(endpoint.asked.get(2).reference())
                .isEqualTo(endpoint.asked.get(0).reference());
    }

    @Test
    void asksAgainWithTheSameKeyWhileAnAnswerIsPromised() {
        endpoint.be(StubEndpoint.status(202, "application/json", "{\"id\":\"q-1\"}"));
        Screening screening = screening(one("nominal"));
        Written taken = unit.keep(screening.ask(unit));
        assertThat(taken.again()).isEqualTo("NG-210 null");
        assertThat(taken.pause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(taken.parts()).isEmpty();

        endpoint.be(StubEndpoint.clear());
        assertThat(unit.keep(screening.ask(unit)).screening()).isEqualTo(ScreeningResult.NO_HIT);
        assertThat(endpoint.asked.get(0).key()).isEqualTo(endpoint.asked.get(1).key());
    }

    @Test
    void givesOneInterimWordOnceTheTimeIsOverAndGoesOnAsking() {
        endpoint.be(StubEndpoint.status(500, "text/plain", ""));
        Screening screening = screening(one("nominal"));
        unit.keep(screening.ask(unit));
        clock.now = Given.NOW.plus(Duration.ofHours(1));

        Written interim = unit.keep(screening.ask(unit));
        assertThat(interim.isInterim()).isTrue();
        assertThat(interim.screening()).isEqualTo(ScreeningResult.INCOMPLETE);
        assertThat(interim.parts()).containsExactly("interpol nominal INCOMPLETE NG-203");
        assertThat(interim.again()).isEqualTo("NG-203 screening.interpol");

        assertThatThrownBy(() -> screening.ask(unit))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("screening.interpol");

        lanes.up("screening.interpol");
        endpoint.be(StubEndpoint.clear());
        Written done = unit.keep(screening.ask(unit));
        assertThat(done.screening()).isEqualTo(ScreeningResult.NO_HIT);
        assertThat(done.isInterim()).isFalse();
        assertThat(endpoint.asked.get(1).key())
                .as("still the same question")
                .isEqualTo(endpoint.asked.get(0).key());
    }

    @Test
    void handsOnAnIncompleteCoverageAsIncomplete() {
        endpoint.be(StubEndpoint.clear());
        Map<String, ConnectionSettings> half = Map.of(
                "interpol",
                Given.connection(
                        endpoint.url(),
                        Set.of("nominal", "sltd"),
                        Map.of(
                                "nominal",
                                Given.connection("http://localhost", Set.of("nominal"))
                                        .ownerBlind()
                                        .get("nominal"))));

        Written written = ask(half);

        assertThat(written.parts()).containsExactly("interpol sltd NOT_PERMITTED NG-205", "interpol nominal NO_HIT");
        assertThat(written.screening()).isEqualTo(ScreeningResult.INCOMPLETE);
        assertThat(endpoint.asked.get(0).json().path("databases").toString()).isEqualTo("[\"nominal\"]");
    }

    @Test
    void ignoresAndNotesWhatWasNotAsked() {
        endpoint.be(
                StubEndpoint.json(
                        "{\"reference\":\"$REF\",\"results\":["
                                + "{\"database\":\"nominal\",\"result\":\"no-hit\"},{\"database\":\"sltd\",\"result\":\"no-hit\",\"hits\":[]}]}"));

        Written written = ask(one("nominal"));

        assertThat(written.screening()).isEqualTo(ScreeningResult.NO_HIT);
        assertThat(written.notes()).containsExactly("interpol: answered a database that was not asked");
    }

    @Test
    void isNotClearWhenTheAnswerHoldsAHitInADatabaseUnderAnotherName() {
        for (String other : List.of(
                "{\"database\":\"Nominal\",\"result\":\"hit\"}",
                "{\"result\":\"possible\"}",
                "{\"database\":\"notices\",\"result\":\"wanted\"}",
                "{\"database\":\"notices\",\"result\":\"no-hit\",\"hits\":[{\"item\":\"1\"}]}",
                "\"hit\"")) {
            endpoint.be(StubEndpoint.json(
                    "{\"reference\":\"$REF\",\"results\":[{\"database\":\"nominal\",\"result\":\"no-hit\"}," + other
                            + "]}"));

            Written written = ask(one("nominal"));

            assertThat(written.parts()).as(other).containsExactly("interpol nominal INCOMPLETE NG-204");
            assertThat(written.screening()).as(other).isNull();
            unit.kept.clear();
        }
    }

    @Test
    void asksAnewWhereAnAnswerHasExpiredBeforeTheOthersCameIn() {
        endpoint.be(StubEndpoint.json(
                "{\"reference\":\"$REF\",\"results\":[{\"database\":\"nominal\",\"result\":\"no-hit\","
                        + "\"validUntil\":\"2026-11-23T13:00:00Z\"}]}"));
        second.be(StubEndpoint.status(503, "text/plain", ""));
        Map<String, ConnectionSettings> both = both();
        assertThat(ask(both).parts()).containsExactly("interpol nominal NO_HIT");

        clock.now = Given.NOW.plus(Duration.ofHours(2));
        lanes.down.clear();
        second.be(StubEndpoint.json(
                "{\"reference\":\"$REF\",\"results\":[{\"database\":\"sltd\",\"result\":\"no-hit\"}]}"));
        endpoint.be(StubEndpoint.status(503, "text/plain", ""));
        Written stale = ask(both);
        assertThat(stale.screening()).isNotEqualTo(ScreeningResult.NO_HIT);

        clock.now = clock.now.plus(Duration.ofMinutes(2));
        lanes.down.clear();
        endpoint.be(StubEndpoint.json(
                "{\"reference\":\"$REF\",\"results\":[{\"database\":\"nominal\",\"result\":\"no-hit\"}]}"));
        assertThat(ask(both).screening()).isEqualTo(ScreeningResult.NO_HIT);
        assertThat(endpoint.asked.get(2).key())
                .isNotEqualTo(endpoint.asked.get(0).key());
    }

    @Test
    void putsAQuestionAsideThatIsRefusedForGood() {
        endpoint.be(StubEndpoint.status(422, "application/json", "{}"));
        second.be(
                StubEndpoint.json("{\"reference\":\"$REF\",\"results\":[{\"database\":\"sltd\",\"result\":\"hit\"}]}"));
        Screening screening = screening(both());

        Written kept = unit.keep(screening.ask(unit));
        assertThat(kept.parts()).containsExactly("national sltd HIT");

        assertThatThrownBy(() -> screening.ask(unit)).isInstanceOf(Defect.class).hasMessageContaining("NG-207");
        assertThat(lanes.down).isEmpty();
    }

    private Written ask(Map<String, ConnectionSettings> with) {
        return unit.keep(screening(with).ask(unit));
    }

    private Map<String, ConnectionSettings> one(String... databases) {
        return Map.of("interpol", Given.connection(endpoint.url(), Set.of(databases)));
    }

    private Map<String, ConnectionSettings> both() {
        return new TreeMap<>(Map.of(
                "interpol", Given.connection(endpoint.url(), Set.of("nominal")),
                "national", Given.connection(second.url(), Set.of("sltd"))));
    }

    private Screening screening(Map<String, ConnectionSettings> with) {
        Set<String> databases = new TreeSet<>();
        with.values().forEach(connection -> databases.addAll(connection.databases()));
        ScreeningSettings settings = Given.settings(with);
        if (connections != null) {
            connections.close();
        }
        connections = Connections.open(settings, new Secrets(new Home(Path.of("."))), clock);
        ScreeningGate gate = new ScreeningGate(with, Given.systems(Given.system(databases)), clock);
        return new Screening(settings, gate, connections, lanes, clock);
    }
}
