package org.nansen.gateway.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The accounting in one line: each term of the identity, and whether it adds up. */
final class AccountingLine {

    private static final List<String> TERMS =
            List.of("delivered", "withheld", "rejected", "duplicate", "skipped", "abandoned", "parked", "inFlight");

    private final DemoCalls operator;
    private final PrintStream out;
    private final ObjectMapper json = new ObjectMapper();

    AccountingLine(DemoCalls operator, PrintStream out) {
        this.operator = operator;
        this.out = out;
    }

    void print() throws IOException, InterruptedException {
        out.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + "  "
                + line(json.readTree(operator.get("/api/v1/accounting")).path("total")));
    }

    static String line(JsonNode total) {
        StringBuilder line =
                new StringBuilder("received " + total.path("received").asLong());
        long sum = 0;
        String sign = " = ";
        for (String term : TERMS) {
            sum += total.path(term).asLong();
            line.append(sign).append(term).append(' ').append(total.path(term).asLong());
            sign = " + ";
        }
        if (sum != total.path("received").asLong()) {
            line.append("   DOES NOT ADD UP");
        }
        return line.toString();
    }
}
