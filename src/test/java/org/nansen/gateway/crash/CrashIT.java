package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.house.Parts;

/** The short form of {@code bench/crash}: faults strike while records come in by all doors, and no law breaks. */
class CrashIT {

    /** Draws two kills and three of the others, on each engine other ones. */
    private static final long SEED = 22;

    /** Faults that are soon over. */
    private static final Set<Fault> SHORT =
            EnumSet.of(Fault.KILL, Fault.ENDPOINT, Fault.ANSWERS, Fault.MAIL, Fault.WORD, Fault.RESET, Fault.SLOW);

    @TempDir
    private Path folder;

    @Test
    void breaksNoLawOnSqlite() throws Exception {
        holds(brief());
    }

    @Test
    void breaksNoLawOnPostgreSql() throws Exception {
        Parts.POSTGRESQL.need();
        holds(brief().on(Engine.POSTGRESQL, 1));
    }

    @Test
    void breaksNoLawWithTwoNodes() throws Exception {
        Parts.POSTGRESQL.need();
        holds(brief().on(Engine.POSTGRESQL, 2));
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, 1", "POSTGRESQL, 2", "POSTGRESQL, 3"})
    @Tag("deep")
    void breaksNoLawWhateverHappens(Engine engine, int nodes) throws Exception {
        if (engine == Engine.POSTGRESQL) {
            Parts.POSTGRESQL.need();
        }
        holds(Scenario.small(SEED)
                .on(engine, nodes)
                .withKills(40)
                .withRecords(4_000)
                .withFaults(EnumSet.allOf(Fault.class)));
    }

    private static Scenario brief() {
        return Scenario.small(SEED).withKills(5).withFaults(SHORT);
    }

    private void holds(Scenario scenario) throws Exception {
        Verdict verdict = Crash.run(folder, scenario);
        System.out.print(verdict.words());
        assertThat(verdict.breaches()).as(scenario.command()).isEmpty();
        assertThat(verdict.lost()).isZero();
    }
}
