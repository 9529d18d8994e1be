package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nansen.gateway.house.Parts;

/** The short form of {@code bench/crash}: gateways are killed while records come in by all doors, and no law breaks. */
class CrashIT {

    private static final long SEED = 7;

    @TempDir
    private Path folder;

    @Test
    void breaksNoLawOnSqlite() throws Exception {
        holds(Scenario.small(SEED).withKills(4));
    }

    @Test
    void breaksNoLawOnPostgreSql() throws Exception {
        Parts.POSTGRESQL.need();
        holds(Scenario.small(SEED).on(Engine.POSTGRESQL, 1).withKills(4));
    }

    @Test
    void breaksNoLawWithTwoNodes() throws Exception {
        Parts.POSTGRESQL.need();
        holds(Scenario.small(SEED).on(Engine.POSTGRESQL, 2).withKills(4));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Tag("deep")
    void breaksNoLawWhateverHappens(Engine engine) throws Exception {
        if (engine == Engine.POSTGRESQL) {
            Parts.POSTGRESQL.need();
        }
        holds(Scenario.small(SEED)
                .on(engine, engine == Engine.POSTGRESQL ? 2 : 1)
                .withKills(40)
                .withRecords(4_000)
                .withFaults(EnumSet.allOf(Fault.class)));
    }

    private void holds(Scenario scenario) throws Exception {
        Verdict verdict = Crash.run(folder, scenario);
        System.out.print(verdict.words());
        assertThat(verdict.breaches()).as(scenario.command()).isEmpty();
        assertThat(verdict.lost()).isZero();
    }
}
