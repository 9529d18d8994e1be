package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No statement that the ledger runs in its daily work walks through a table that grows with what was accepted. What is open
 * may be walked through where an index holds nothing else.
 */
class PlansTest {

    private static final String GROWING = "(entry|record|payload|seen|person|case_file|letter|screening_part|withheld"
            + "|chunk|rejection|expiry|intake_drop|dump|stock)";
    private static final Pattern SQLITE = Pattern.compile(
            "SCAN (\\w+)(?! USING (COVERING )?INDEX letter_(open|review|parked|claimed|due|earlier))\\b.*");

    /** Finds a whole queue, channel or system by an index, or rows by no index at all. */
    private static final Pattern SEARCH =
            Pattern.compile("SEARCH (\\w+)( USING .*INDEX \\w+ \\((queue|channel|system)=\\?\\))?");

    private static final Pattern POSTGRES = Pattern.compile(".*Seq Scan on (task|" + GROWING + ")\\b.*");

    private static final Pattern POSTGRES_INDEX =
            Pattern.compile("Index (?:Only )?Scan(?: Backward)? (?:using|on) ((?:task|" + GROWING + ")_\\w+)");

    /** What of an index is gone through: a whole queue, channel or system. */
    private static final Pattern WIDE =
            Pattern.compile("Index Cond: \\((queue|channel|system|state) = (\\$|'|\\(\\$).*\\)");

    /** Indexes that hold few rows, for questions about all of these; a row of which the key is known is not one. */
    private static final Pattern SMALL = Pattern.compile(
            "letter_(open|review|parked|claimed)|task_(waiting|parked|claimed|lane)|intake_drop_open|dump_order_pkey");

    private static final Pattern KEYED = Pattern.compile("\\b(record_|receipt_)?id (= \\?|in \\(\\?)|person_id = ");

    @TempDir
    Path folder;

    @Test
    void leadEverythingByAnIndex() {
        Map<String, List<String>> plans;
        Map<String, String> leading;
        try (LedgerRig first = new LedgerRig(folder)) {
            new GrowthPace(first).meet(20);
        }
        // A second time, so that a start is among what is looked at, and the housekeeping of each minute.
        try (LedgerRig rig = new LedgerRig(folder)) {
            GrowthPace pace = new GrowthPace(rig);
            pace.meetAgain(20);
            pace.round(40);
            rig.decide(rig.takeToDisclosure(TestRecords.application("asks-back")), TestLetters.answer("registry"));
            rig.complete(rig.takeLetter("reply.registry"), "closed");
            tellADecision(rig);
            takeStocks(rig);
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
            plans = Plans.of(rig);
            leading = LedgerEngine.isShared() ? leadingColumns(rig) : Map.of();
        }
        assertThat(plans).hasSizeGreaterThan(60).anySatisfy((text, plan) -> assertThat(text)
                .contains("with recursive since"));
        List<String> wrong = new ArrayList<>();
        plans.forEach((text, plan) -> IntStream.range(0, plan.size())
                .filter(at -> walks(
                        text,
                        plan.get(at),
                        at + 1 < plan.size() ? plan.get(at + 1).strip() : "",
                        leading))
                .mapToObj(plan::get)
                // How old the oldest is, is asked by a gauge, of open work only.
                .filter(line -> !text.startsWith("select received_at from task where queue = 'screening'"))
                // One step into an index from its end, whatever the condition.
                .filter(line -> !(line.contains("Backward") && text.endsWith("order by number desc limit 1")))
                .filter(line -> !text.startsWith("update expiry set at = at - 9999999999"))
                .filter(line -> !text.startsWith("update person set closed_at = 0"))
                .forEach(line -> wrong.add(line + "  <-  " + text)));
        assertThat(wrong).isEmpty();
    }

    /** The first column of each index: a condition on others only is a walk through all of it. */
    private static Map<String, String> leadingColumns(LedgerRig rig) {
        return rig.store.readers().read(sql -> {
            Map<String, String> columns = new HashMap<>();
            sql.list(
                    "select c.relname, pg_get_indexdef(i.indexrelid, 1, true) from pg_index i join pg_class c"
                            + " on c.oid = i.indexrelid where c.relnamespace = current_schema()::regnamespace",
                    row -> columns.put(row.getString(1), row.getString(2).replaceAll("\\W.*", "")));
            return columns;
        });
    }

    /** A row is new, one vanishes, one is rejected, and one comes back. */
    private static void takeStocks(LedgerRig rig) {
        Stocks stocks = new Stocks(rig);
        stocks.take(Stocks.rows(1, 3, "A"));
        Drop fewer = stocks.take(Stocks.rows(1, 2, "A"));
        rig.feeds
                .seen(List.of(rig.feeds.vanished("registry", null, 10).get(0).recordId()), "olga")
                .join();
        stocks.take(
                stocks.head(),
                Stocks.arrivals(Stocks.rows(2, 4, "A"), null),
                new Chunk.Others(List.of("n1"), 0),
                List.of());
        Drop half = stocks.take(Stocks.rows(100, 109, "A"));
        rig.feeds.moves("registry").forEach(move -> rig.feeds.moved(move).join());
        rig.drops.refuseHeld(half.receiptId(), "olga").join();
        stocks.take(Stocks.rows(1, 4, "A"));
        rig.store.readers().read(sql -> {
            rig.feeds.drop(fewer.receiptId());
            rig.feeds.vanished();
            rig.feeds.vanished("registry", null, 10);
            return true;
        });
    }

    private static void tellADecision(LedgerRig rig) {
        rig.accept("casework", TestRecords.decision("casework", "told", "told", "1", TestRecords.THEN));
        rig.take("disclosure").forEach(decision -> rig.decide(decision, TestLetters.to("secretariat")));
    }

    /** A plan may name a table by the short name that the statement gives it; so it may name what is no table at all. */
    private static boolean walks(String text, String line, String next, Map<String, String> leading) {
        Matcher scan = SQLITE.matcher(line);
        if (scan.matches()) {
            return isNamed(GROWING, scan.group(1), text);
        }
        Matcher search = SEARCH.matcher(line);
        if (search.matches()) {
            return isNamed("(task|" + GROWING + ")", search.group(1), text);
        }
        Matcher index = POSTGRES_INDEX.matcher(line);
        if (index.find()) {
            boolean isMeant = SMALL.matcher(index.group(1)).matches()
                    && !KEYED.matcher(text).find();
            boolean isRange = next.startsWith("Index Cond:")
                    && Pattern.compile("\\b" + leading.getOrDefault(index.group(1), "") + "\\b")
                            .matcher(next)
                            .find();
            return !isMeant && (!isRange || WIDE.matcher(next).matches());
        }
        return POSTGRES.matcher(line).matches();
    }

    private static boolean isNamed(String tables, String name, String text) {
        return name.matches(tables)
                || Pattern.compile("\\b" + tables + " " + name + "\\b")
                        .matcher(text)
                        .find();
    }
}
