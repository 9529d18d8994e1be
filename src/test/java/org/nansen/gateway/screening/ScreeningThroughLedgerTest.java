package org.nansen.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Arrival;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.Reference;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Source;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The shipped route, between the real ledger and an endpoint over HTTP. */
@CamelSpringBootTest
@SpringBootTest(
        classes = ScreeningThroughLedgerTest.Rig.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "gateway.home=target/no-home",
            "camel.main.routes-include-pattern=classpath:routes/pipeline/screening.camel.yaml",
            "gateway.ledger.retry-from=PT0.05S",
            "gateway.ledger.retry-up-to=PT0.2S",
            "gateway.screening.ask-again.first=PT0.2S",
            "gateway.screening.answer-within=PT1S",
            "gateway.screening.connections.interpol.adapter=json",
            "gateway.screening.connections.interpol.databases=nominal,sltd",
            "gateway.screening.connections.interpol.response-timeout=PT1S",
            "gateway.screening.connections.interpol.owner-blind.nominal.by=NCB legal",
            "gateway.screening.connections.interpol.owner-blind.nominal.until=2099-12-31",
            "gateway.screening.connections.interpol.owner-blind.sltd.by=NCB legal",
            "gateway.screening.connections.interpol.owner-blind.sltd.until=2099-12-31"
        })
class ScreeningThroughLedgerTest {

    private static final StubEndpoint ENDPOINT = new StubEndpoint();

    @TempDir
    static Path home;

    @Autowired
    Drops drops;

    @Autowired
    Views views;

    @Autowired
    Lanes lanes;

    @DynamicPropertySource
    static void places(DynamicPropertyRegistry registry) {
        registry.add("gateway.home", home::toString);
        registry.add("gateway.screening.connections.interpol.url", ENDPOINT::url);
    }

    @AfterAll
    static void close() {
        ENDPOINT.close();
    }

    @Test
    void writesTheResultAndHandsOn() {
        ENDPOINT.be(StubEndpoint.clear());
        String number = accept();

        await().untilAsserted(() -> assertThat(view(number).screening()).isEqualTo(ScreeningResult.NO_HIT));
        await().untilAsserted(() -> assertThat(view(number).stage()).isEqualTo("withheld"));
        assertThat(view(number).parts()).hasSize(2);
    }

    @Test
    void asksAgainUntilTheAnswerIsWholeWithANewKeyAndKeepsWhatWasAnswered() {
        ENDPOINT.asked.clear();
        ENDPOINT.be(StubEndpoint.json("{\"reference\":\"$REF\",\"results\":["
                + "{\"database\":\"nominal\",\"result\":\"hit\",\"hits\":[{\"item\":\"XXA-1\",\"owner\":\"XXA\"}]},"
                + "{\"database\":\"sltd\",\"result\":\"later\"}]}"));
        String number = accept();
        await().untilAsserted(() -> assertThat(view(number).parts()).hasSize(2));
        assertThat(view(number).screening()).isNotEqualTo(ScreeningResult.NO_HIT);

        ENDPOINT.be(StubEndpoint.clear());
        await().untilAsserted(() -> assertThat(view(number).stage()).isEqualTo("withheld"));

        assertThat(view(number).screening()).isEqualTo(ScreeningResult.HIT);
        assertThat(ENDPOINT.asked).hasSizeGreaterThanOrEqualTo(2);
        StubEndpoint.Asked last = ENDPOINT.asked.get(ENDPOINT.asked.size() - 1);
        assertThat(last.key()).isNotEqualTo(ENDPOINT.asked.get(0).key());
        assertThat(last.json().path("databases").toString()).isEqualTo("[\"sltd\"]");
    }

    @Test
    void waitsOutAnOutageWithTheSameKeyAndGivesAnInterimWordMeanwhile() {
        ENDPOINT.asked.clear();
        ENDPOINT.be(StubEndpoint.status(500, "text/plain", "out of order"));
        List<String> numbers = List.of(accept(), accept(), accept());

        await().untilAsserted(() -> assertThat(lanes.outage("screening.interpol"))
                .get()
                .extracting(Lanes.Outage::why)
                .isEqualTo(FaultCode.NG_203_ENDPOINT_ERROR));
        for (String number : numbers) {
            await().untilAsserted(() ->
                    assertThat(view(number).screening()).as(number).isEqualTo(ScreeningResult.INCOMPLETE));
            assertThat(view(number).stage()).isNotEqualTo("withheld");
        }

        ENDPOINT.be(StubEndpoint.clear());
        for (String number : numbers) {
            await().untilAsserted(() -> assertThat(view(number).stage()).isEqualTo("withheld"));
            assertThat(view(number).screening()).isEqualTo(ScreeningResult.NO_HIT);
        }
        assertThat(ENDPOINT.asked.stream().map(StubEndpoint.Asked::key).distinct())
                .hasSize(3);
        assertThat(lanes.outages()).isEmpty();
    }

    private Views.RecordView view(String number) {
        List<Views.RecordView> found = views.recordsOf("registry", number);
        assertThat(found).hasSize(1);
        return views.record(found.get(0).id()).orElseThrow();
    }

    private String accept() {
        String number = UUID.randomUUID().toString();
        AsylumRecord like = Given.record(Given.LEGAL);
        AsylumRecord record = new AsylumRecord(
                like.schemaVersion(),
                like.messageId(),
                true,
                like.event(),
                new Source("registry", number, 0, null, null, like.eventTime()),
                new Reference("registry", number),
                new Reference("registry", number),
                like.eventTime(),
                like.countryOfAsylum(),
                like.person(),
                like.documents(),
                like.fearedCountries(),
                false,
                like.application(),
                null,
                null,
                List.of(),
                like.legal(),
                like.handling(),
                List.of());
        assertThat(RecordJson.read(RecordJson.write(record))).isEqualTo(record);
        Arrival arrival = new Arrival(record, 1, number.getBytes(StandardCharsets.UTF_8), "m1");
        drops.append(
                        new NewDrop(UUID.randomUUID().toString(), "registry", "file", "a.csv", null, null, null),
                        new Chunk(1, "d", List.of(arrival), List.of(), 0),
                        Ending.release())
                .join();
        return number;
    }

    // No @Configuration: a scan of the test classes must not find it.
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    @ComponentScan({
        "org.nansen.gateway.ledger",
        "org.nansen.gateway.settings",
        "org.nansen.gateway.screening",
    })
    static class Rig {

        @Bean
        NationalSystems systems() {
            return Given.systems(Given.system(Set.of("nominal", "sltd")));
        }

        @Bean
        RouteBuilder rest() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("ledger:disclosure").routeId("disclosure").to("ledger:closed");
                }
            };
        }
    }
}
