package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No statement that the ledger runs in its daily work walks through a table that grows with what was accepted. What is open
 * may be walked through where an index holds nothing else.
 */
class PlansTest {

    private static final String GROWING = "(entry|record|payload|seen|person|case_file|letter|screening_part|withheld"
            + "|chunk|rejection|expiry|intake_drop)";
    private static final Pattern SQLITE = Pattern.compile(
            "SCAN (\\w+)(?! USING (COVERING )?INDEX letter_(open|review|parked|claimed|due|order))\\b.*");
    private static final Pattern POSTGRES = Pattern.compile(".*Seq Scan on " + GROWING + "\\b.*");

    @TempDir
    Path folder;

    @Test
    void leadEverythingByAnIndex() {
        Map<String, List<String>> plans;
        try (LedgerRig first = new LedgerRig(folder)) {
            new GrowthPace(first).meet(20);
        }
        // A second time, so that a start is among what is looked at, and the housekeeping of each minute.
        try (LedgerRig rig = new LedgerRig(folder)) {
            GrowthPace pace = new GrowthPace(rig);
            pace.meetAgain(20);
            pace.round(40);
            Retention kept = new Retention(Retention.From.CASE_CLOSED, Duration.ofDays(1), null);
            try (RetentionSweep sweep = new RetentionSweep(
                    rig.store.writer(), () -> () -> Map.of("registry", kept), 1, Duration.ZERO, System::nanoTime)) {
                sweep.look().join();
                rig.store
                        .writer()
                        .submit(batch -> batch.sql().update("update expiry set at = at - 9999999999")
                                + batch.sql().update("update person set closed_at = 0, open_cases = ''")
                                + batch.sql().update("update turn set next_at = 0"))
                        .join();
                assertThat(sweep.look().join()).isPositive();
            }
            plans = Plans.ofFew(rig);
        }
        assertThat(plans).hasSizeGreaterThan(60);
        List<String> wrong = new ArrayList<>();
        plans.forEach((text, plan) -> plan.stream()
                .filter(line -> walks(text, line))
                .filter(line -> !text.startsWith("update expiry set at = at - 9999999999"))
                .filter(line -> !text.startsWith("update person set closed_at = 0"))
                .forEach(line -> wrong.add(line + "  <-  " + text)));
        assertThat(wrong).isEmpty();
    }

    /** A plan may name a table by the short name that the statement gives it; so it may name what is no table at all. */
    private static boolean walks(String text, String line) {
        Matcher scan = SQLITE.matcher(line);
        if (!scan.matches()) {
            return POSTGRES.matcher(line).matches();
        }
        String name = scan.group(1);
        return name.matches(GROWING)
                || Pattern.compile("\\b" + GROWING + " " + name + "\\b")
                        .matcher(text)
                        .find();
    }
}
