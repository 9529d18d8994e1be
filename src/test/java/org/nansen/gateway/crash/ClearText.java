package org.nansen.gateway.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for the invented names and numbers in every file: each begins with letters that stand nowhere else. */
final class ClearText {

    private static final int BLOCK = 1 << 20;
    private static final List<byte[]> CANARIES = Stream.of(Row.NAME, Row.NUMBER, "ZYQVARNO")
            .map(text -> text.getBytes(ISO_8859_1))
            .toList();

    private final Findings findings;

    ClearText(Findings findings) {
        this.findings = findings;
    }

    void search(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (holdsCanary(file)) {
                        findings.breach(Law.NOTHING_IN_CLEAR, "in " + folder.relativize(file));
                    }
                }
            }
        }
    }

    private static boolean holdsCanary(Path file) throws IOException {
        byte[] block = new byte[BLOCK + 16];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.readNBytes(block, kept, BLOCK);
            while (read > 0) {
                int end = kept + read;
                for (int i = 0; i < end; i++) {
                    if (block[i] == 'Z' && startsOne(block, i, end)) {
                        return true;
                    }
                }
                // The end of a block may hold the beginning of one.
                kept = Math.min(16, end);
                System.arraycopy(block, end - kept, block, 0, kept);
                read = in.readNBytes(block, kept, BLOCK);
            }
        }
        return false;
    }

    private static boolean startsOne(byte[] block, int at, int end) {
        for (byte[] canary : CANARIES) {
            int i = 0;
            while (i < canary.length && at + i < end && block[at + i] == canary[i]) {
                i++;
            }
            if (i == canary.length) {
                return true;
            }
        }
        return false;
    }
}
