package org.nansen.gateway.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** A ledger of a system that hands over its whole stock, for tests of what people see of that. */
public final class FeedLedger implements AutoCloseable {

    final LedgerRig rig;
    private final Stocks stocks;

    public FeedLedger(Path folder) {
        rig = new LedgerRig(folder);
        stocks = new Stocks(rig);
    }

    public Feeds feeds() {
        return rig.feeds;
    }

    /** Rows 1 to {@code rows} stand in the stock, all done; then those of the numbers vanish. Returns the last drop. */
    public Drop vanish(int rows, Integer... numbers) {
        stocks.take(Stocks.rows(1, rows, "A"));
        stocks.finishAll();
        Map<Integer, String> fewer = new TreeMap<>(Stocks.rows(1, rows, "A"));
        fewer.keySet().removeAll(List.of(numbers));
        return stocks.take(fewer);
    }

    /** Half of what stood there comes, with a line that cannot be read. */
    public Drop holdHalf(int rows) {
        stocks.take(Stocks.rows(1, rows, "A"));
        stocks.finishAll();
        Map<Integer, String> half = new TreeMap<>(Stocks.rows(1, rows / 2, "A"));
        half.put(1, "B");
        return stocks.take(
                stocks.head(),
                Stocks.arrivals(half, null),
                new Chunk.Others(List.of("n2"), 0),
                List.of(Rejection.ofRecord(99, "person/birthDate", FaultCode.NG_103_BIRTH_DATE)));
    }

    /** A record goes through the rooms as it does in shadow mode. */
    public void shadow(String number) {
        rig.accept("registry", TestRecords.application(number));
        RecordClaim asking = rig.takeRecord("screening");
        rig.results
                .complete(
                        asking,
                        Completion.of(asking)
                                .part(new ScreeningPart(
                                        "interpol",
                                        "nominal",
                                        ScreeningResult.NOT_PERMITTED,
                                        Instant.now(),
                                        null,
                                        null,
                                        0,
                                        List.of(),
                                        FaultCode.NG_209_SHADOW))
                                .screening(ScreeningResult.NOT_PERMITTED),
                        "disclosure")
                .join();
        RecordClaim deciding = rig.takeRecord("disclosure");
        rig.results
                .complete(
                        deciding,
                        Completion.of(deciding)
                                .withheld(MessageKind.M8, "ccf", "default", FaultCode.NG_302_NO_RULE)
                                .withheld(
                                        MessageKind.M8,
                                        "secretariat",
                                        "shadow",
                                        FaultCode.NG_310_SHADOW,
                                        "grant-known"),
                        "closed")
                .join();
    }

    public List<String> entries(String kind) {
        return rig.store
                .readers()
                .read(sql -> sql.list(
                        "select subject || ' ' || detail from entry where kind = ? order by at, number",
                        row -> row.getString(1),
                        kind));
    }

    /** Everything agrees with everything else. */
    public void prove() {
        rig.proveIdentity();
    }

    @Override
    public void close() {
        rig.close();
    }
}
