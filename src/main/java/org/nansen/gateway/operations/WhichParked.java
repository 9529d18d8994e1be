package org.nansen.gateway.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which parked records are meant; whatever is not given does not matter. */
final class WhichParked {

    @Option(names = "--fault", paramLabel = "CODE", description = "parked for this fault, for example NG-402")
    private @Nullable String fault;

    @Option(names = "--queue", paramLabel = "ROOM", description = "parked in screening, disclosure or delivery")
    private @Nullable String queue;

    @Option(names = "--system", paramLabel = "NAME", description = "of this national system")
    private @Nullable String system;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "parked then or later: 2026-11-24T01:00:00Z, or PT2H for two hours ago")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "parked then or earlier")
    private @Nullable String until;

    boolean isEmpty() {
        return values().isEmpty();
    }

    /** As the API wants them. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "fault", fault);
        put(values, "queue", queue);
        put(values, "system", system);
        put(values, "since", time("--since", since));
        put(values, "until", time("--until", until));
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static @Nullable String time(String option, @Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            return (given.startsWith("P") ? Instant.now().minus(Duration.parse(given)) : Instant.parse(given))
                    .toString();
        } catch (DateTimeParseException neither) {
            throw CommandFault.usage(option + " is neither a time (2026-11-24T01:00:00Z) nor a duration (PT2H).");
        }
    }
}
