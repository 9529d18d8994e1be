package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;

/** Prints how fast one thread normalizes; only a floor is asserted, for machines differ. */
@Tag("deep")
class SpeedTest {

    private static final int ROWS = 20_000;

    @Test
    void oneThreadReadsMapsAndChecksThousandsOfRowsASecond() {
        StringBuilder text = new StringBuilder(Formats.HEADER);
        for (int number = 0; number < ROWS; number++) {
            text.append(Formats.row(number));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        Normalizer normalizer = Normalizer.of(Formats.register());
        AsylumRecord sample = null;
        double best = 0;
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            try (SourceReading reading = normalizer.open(new ByteArrayInputStream(bytes), Formats.RECEIVED)) {
                while (reading.hasNext()) {
                    List<AsylumRecord> records = ((Mapped) reading.next()).records();
                    sample = records.get(0);
                }
            }
            best = Math.max(best, perSecond(start, ROWS));
        }
        JsonNode tree = RecordJson.tree(java.util.Objects.requireNonNull(sample));
        double check = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            for (int number = 0; number < ROWS; number++) {
                assertThat(RecordSchema.fits(tree)).isTrue();
            }
            check = Math.max(check, perSecond(start, ROWS));
        }
        System.out.printf("normalize: %.0f rows/s whole, %.0f schema checks/s alone, one thread%n", best, check);
        assertThat(best).isGreaterThan(8_000);
    }

    private static double perSecond(long start, int count) {
        return count / (Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e9);
    }
}
