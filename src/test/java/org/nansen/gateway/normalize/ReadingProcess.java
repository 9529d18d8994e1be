package org.nansen.gateway.normalize;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one file to its end and prints what became of its units, in a process of its own with a heap of its own. */
final class ReadingProcess {

    private ReadingProcess() {}

    /** Arguments: the line of {@link ManyRecords}, and the file. */
    public static void main(String[] arguments) throws Exception {
        Normalizer normalizer = Normalizer.of(ManyRecords.valueOf(arguments[0]).format());
        long mapped = 0;
        long other = 0;
        try (SourceReading reading = normalizer.open(Files.newInputStream(Path.of(arguments[1])), Formats.RECEIVED)) {
            while (reading.hasNext()) {
                if (reading.next() instanceof SourceUnit.Mapped) {
                    mapped++;
                } else {
                    other++;
                }
            }
        }
        System.out.println("mapped " + mapped + " other " + other);
    }
}
