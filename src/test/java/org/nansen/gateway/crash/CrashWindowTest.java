package org.nansen.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.crash.agent.Point;

/** Holds the table of crash windows together: no window without a failpoint, no failpoint without a window, and the page. */
class CrashWindowTest {

    private static final Path PAGE = Path.of("docs", "crash-windows.md");

    @Test
    void everyFailpointHitsAWindowAndEveryWindowHasOne() {
        List<Failpoint> all = new ArrayList<>();
        for (Point point : Point.values()) {
            all.add(Failpoint.before(point));
            all.add(Failpoint.after(point));
        }
        // What follows the server's word on a mail is what follows the mail.
        all.remove(Failpoint.after(Point.MAIL_ANSWER));
        List<Failpoint> hit = Arrays.stream(CrashWindow.values())
                .flatMap(window -> window.failpoints().stream())
                .toList();
        assertThat(hit).containsExactlyInAnyOrderElementsOf(all);
        assertThat(CrashWindow.values())
                .allSatisfy(window -> assertThat(window.failpoints()).isNotEmpty());
    }

    @Test
    void thePageSaysWhatIsTested() throws IOException {
        assertThat(Files.readString(PAGE)).contains(table()).contains(defects());
    }

    private static String table() {
        return Arrays.stream(CrashWindow.values())
                .map(window -> "| %s | %s | %s |%n"
                        .formatted(
                                window.sentence(),
                                window.closedBy(),
                                window.failpoints().stream()
                                        .map(point -> "`" + point + "`")
                                        .collect(Collectors.joining(" "))))
                .collect(
                        Collectors.joining("", "| window | closed by | failpoints |%n|---|---|---|%n".formatted(), ""));
    }

    private static String defects() {
        return Arrays.stream(Exposure.values())
                .map(exposure -> "| `%s` | %s | %s |%n"
                        .formatted(
                                exposure.defect(),
                                exposure.defect().sentence(),
                                exposure.law().words()))
                .collect(Collectors.joining(
                        "", "| defect | what is wrong | the law it breaks |%n|---|---|---|%n".formatted(), ""));
    }
}
