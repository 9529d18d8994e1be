package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.springframework.util.unit.DataSize;

class DoorkeeperTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Map<String, Long> backlog = new TreeMap<>();
    private double free = 50;
    private boolean ledgerAway;

    private final Doorkeeper keeper = new Doorkeeper(
            List.of("border", "registry"),
            () -> {
                if (ledgerAway) {
                    throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger");
                }
                return backlog;
            },
            new IntakeSettings(DataSize.ofMegabytes(1), broker(), new IntakeSettings.Backlog(100, 150), 15),
            () -> free,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shutsTheDoorOfTheSystemAloneThatIsAtItsLimit() {
        backlog.put("registry", 100L);
        keeper.look();

        assertThat(keeper.refusal("registry")).contains(FaultCode.NG_130_BACKLOG);
        assertThat(keeper.refusal("border")).isEmpty();
        assertThat(keeper.mayReadOn()).as("what was begun is read to its end").isTrue();
        assertThat(keeper.all()).containsExactly(new ShutDoors.Shut("registry", FaultCode.NG_130_BACKLOG, NOW));
    }

    @Test
    void opensAgainOnlyWhenAFifthIsWorkedOff() {
        backlog.put("registry", 120L);
        keeper.look();
        backlog.put("registry", 99L);
        keeper.look();
        assertThat(keeper.refusal("registry")).as("just below the limit").isPresent();

        backlog.put("registry", 80L);
        keeper.look();
        assertThat(keeper.refusal("registry")).isEmpty();

        backlog.put("registry", 99L);
        keeper.look();
        assertThat(keeper.refusal("registry")).as("not yet at the limit again").isEmpty();
    }

    @Test
    void shutsAllDoorsAtTheTotalLimit() {
        backlog.putAll(Map.of("registry", 80L, "border", 40L, "taken-away", 30L));
        keeper.look();

        assertThat(keeper.refusal("registry")).contains(FaultCode.NG_130_BACKLOG);
        assertThat(keeper.refusal("border")).contains(FaultCode.NG_130_BACKLOG);
    }

    @Test
    void shutsAllDoorsBelowTheDiskReserveAndStopsWhatWasBegun() {
        free = 14.9;
        keeper.look();

        assertThat(keeper.refusal("border")).contains(FaultCode.NG_131_DISK_RESERVE);
        assertThat(keeper.mayReadOn()).isFalse();

        free = 16;
        keeper.look();
        assertThat(keeper.mayReadOn()).as("just above the reserve").isFalse();

        free = 19;
        keeper.look();
        assertThat(keeper.mayReadOn()).isTrue();
        assertThat(keeper.refusal("border")).isEmpty();
    }

    @Test
    void leavesTheDoorsAsTheyAreWhileTheLedgerIsAway() {
        backlog.put("registry", 100L);
        keeper.look();
        ledgerAway = true;
        keeper.look();

        assertThat(keeper.refusal("registry")).isPresent();
        assertThat(keeper.refusal("border")).isEmpty();
    }

    private static IntakeSettings.Broker broker() {
        return new IntakeSettings.Broker("embedded", null, null, "127.0.0.1", 1);
    }
}
