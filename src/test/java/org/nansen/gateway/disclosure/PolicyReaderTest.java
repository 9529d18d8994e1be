package org.nansen.gateway.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.settings.SettingsFault;

class PolicyReaderTest {

    private static final String GOOD = """
            policy: { version: 2026-03, valid-from: 2026-11-01 }
            destinations:
              secretariat: { country: XPO, kind: interpol, transport: { mail: secretariat@example.org }, test: true,
                             fields: [person.names, decision.outcome] }
              ncb:
                country: XAA
                kind: ncb
                transport: { mail: ncb@example.org }
                fields: [screening.hits]
            rules:
              - name: grant
                for: secretariat
                when: { event: decision, outcome: [granted-refugee] }
                send: { message: M8, release: four-eyes, basis: "Asylum Act, s. 40" }
              - name: hit
                for: ncb
                when: { screening: [hit, possible] }
                send: { message: M5, release: automatic, basis: "Asylum Act, s. 16" }
            """;

    @TempDir
    private Path folder;

    @Test
    void readsTheShippedPolicyAndItsSamplesHold() {
        Policy policy = new PolicyReader(name -> null).read(Path.of("config/policy.yaml"), "config/policy.yaml");
        PolicySamples samples =
                PolicySamples.read(Path.of("config/policy.samples.yaml"), "config/policy.samples.yaml", name -> null);
        assertThat(samples.size()).isGreaterThan(10);
        assertThat(samples.problems(policy)).isEmpty();
    }

    @Test
    void readsDestinationsAndRules() throws IOException {
        Policy policy = read(GOOD);
        assertThat(policy.version()).isEqualTo("2026-03");
        assertThat(policy.rules()).extracting(Rule::name).containsExactly("grant", "hit");
        assertThat(policy.find("secretariat"))
                .hasValueSatisfying(to -> assertThat(to.test()).isTrue());
        assertThat(policy.find("ncb")).hasValueSatisfying(to -> {
            assertThat(to.test()).isFalse();
            assertThat(to.mail()).isEqualTo("ncb@example.org");
            assertThat(to.country()).isEqualTo("XAA");
        });
        assertThat(policy.find("nobody")).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            for: ncb                         | for: nbc                            | policy.yaml:16: rules[1].for
            message: M5                      | message: M8                         | policy.yaml:18: rules[1].send.message
            person.names, decision           | person.shoe-size, decision          | policy.yaml:4: destinations.secretariat.fields[0]
            screening: [hit, possible]       | weather: [fine]                     | policy.yaml:17: rules[1].when.weather
            screening: [hit, possible]       | screening: [hit, sunny]             | policy.yaml:17: rules[1].when.screening
            outcome: [granted-refugee]       | outcome: [denied]                   | policy.yaml:13: rules[0].when.outcome
            , outcome: [granted-refugee]     | ''                                  | policy.yaml:13: rules[0].when
            event: decision, outcome: [granted-refugee] | interpol-holds: [reference] | policy.yaml:13: rules[0].when
            country: XAA                     | country: XBB                        | policy.yaml:6: destinations.ncb.country
            release: automatic,              | release: sometimes,                 | policy.yaml:18: rules[1].send.release
            , basis: "Asylum Act, s. 16"     | ''                                  | policy.yaml:18: rules[1].send
            country: XAA                     | country: XXX                        | policy.yaml:6: destinations.ncb.country
            country: XAA                     | country: GERMANY                    | policy.yaml:6: destinations.ncb.country
            ncb@example.org                  | "ncb@example.org, x@example.org"    | policy.yaml:8: destinations.ncb.transport.mail
            - name: hit                      | - name: grant                       | policy.yaml:15: rules[1].name
            valid-from: 2026-11-01           | valid-from: soon                    | policy.yaml:1: policy.valid-from
            """)
    void stopsTheStartWithLineAndReason(String was, String becomes, String where) {
        assertThat(GOOD).contains(was);
        assertThatThrownBy(() -> read(GOOD.replace(was, becomes)))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining(where);
    }

    @Test
    void tellsAllThatMessagesCanHoldWhenAFieldDoesNotExist() {
        assertThatThrownBy(() -> read(GOOD.replace("screening.hits", "screening.owner")))
                .hasMessageContaining("screening.hits")
                .hasMessageContaining("externalRefs.INTERPOL");
    }

    @Test
    void takesARuleThatNamesNoOutcomeWhereItTellsNoDenialInWaiting() throws IOException {
        for (String when : new String[] {
            "event: status", "status-change: [revoked]", "event: decision, finality: [final]",
        }) {
            assertThat(read(GOOD.replace("event: decision, outcome: [granted-refugee]", when))
                            .rules())
                    .hasSize(2);
        }
        assertThat(read(GOOD.replace(", outcome: [granted-refugee]", "").replace("four-eyes", "never"))
                        .rules())
                .hasSize(2);
    }

    private Policy read(String text) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, text);
        return new PolicyReader(name -> "gateway.country".equals(name) ? "XAA" : null).read(file, "policy.yaml");
    }
}
