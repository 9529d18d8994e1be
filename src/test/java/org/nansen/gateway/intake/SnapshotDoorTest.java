package org.nansen.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nansen.gateway.dev.RegistryExport.applications;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.ledger.Feeds;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole stocks, night after night, through the doors for files. */
class SnapshotDoorTest extends IntakeSlice {

    private static final Instant NEXT_DAY = NOW.plusSeconds(86_400);

    @Autowired
    private Feeds feeds;

    @Test
    void takesOnlyWhatDiffersAndMovesAFileWhenAPersonHasSpokenOverSftp() throws IOException {
        Path folder = SSH.home("registry").resolve("stock");
        List<InventedPerson> people = people(1_200);
        SSH.drop("registry", "stock/monday.csv", applications(people, NOW));
        JsonNode first = ended(claimed(folder.resolve("done"), "monday.csv"));
        assertThat(first.path("accepted").asInt()).isEqualTo(1_200);

        SSH.drop("registry", "stock/tuesday.csv", changed(people.subList(1, 1_200)));
        JsonNode second = ended(claimed(folder.resolve("done"), "tuesday.csv"));
        assertThat(second.path("accepted").asInt()).isEqualTo(1);
        assertThat(second.path("duplicate").asInt()).isEqualTo(1_198);
        assertThat(second.path("records")).as("a line for what is news").hasSize(1);
        assertThat(second.path("snapshot").path("vanished").asInt()).isEqualTo(1);
        assertThat(feeds.vanished("stock", null, 10)).singleElement().satisfies(row -> assertThat(
                        feeds.sourceNumber(row.recordId()))
                .hasValue("R%06d".formatted(people.get(0).number())));

        SSH.drop("registry", "stock/half.csv", changed(people.subList(1, 600)));
        String half = claimed(folder.resolve("failed"), "half.csv");
        JsonNode held = ended(half);
        assertThat(held.path("state").asText()).isEqualTo("held");
        assertThat(held.path("code").asText()).isEqualTo("NG-160");
        assertThat(held.path("snapshot").path("vanished").asInt()).isEqualTo(600);
        receiptSays(SSH.home("registry").resolve("inbox"), half, "held");

        assertThat(drops.releaseHeld(half, "olga").join()).isPresent();
        assertThat(claimed(folder.resolve("done"), "half.csv")).isEqualTo(half);
        assertThat(folder.resolve("failed")).isEmptyDirectory();
        receiptSays(SSH.home("registry").resolve("inbox"), half, "accepted");
        assertThat(ended(half).path("snapshot").path("vanished").asInt()).isEqualTo(600);
    }

    @Test
    void doesNotTakeARejectedRowForAVanishedOneAndLeavesARefusedFileWhereItIs() throws IOException {
        Path folder = HOME.resolve("drops/stock");
        List<InventedPerson> people = people(30);
        put(folder, "one.csv", applications(people, NOW));
        ended(claimed(folder.resolve("done"), "one.csv"));

        String broken = new String(applications(people, NOW), ISO_8859_1).replaceFirst(";[MW];", ";?;");
        put(folder, "two.csv", broken.getBytes(ISO_8859_1));
        JsonNode second = ended(claimed(folder.resolve("done"), "two.csv"));
        assertThat(second.path("rejected").asInt()).isEqualTo(1);
        assertThat(second.path("duplicate").asInt()).isEqualTo(29);
        assertThat(second.path("rejections").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(second.path("rejections").get(0).path("hint").asText()).isNotEmpty();
        assertThat(feeds.vanished()).doesNotContainKey("stock-folder");

        put(folder, "three.csv", applications(people.subList(0, 5), NOW));
        String held = claimed(folder.resolve("failed"), "three.csv");
        assertThat(ended(held).path("code").asText()).isEqualTo("NG-160");
        drops.refuseHeld(held, "olga").join();
        receiptSays(HOME.resolve("drops/out"), held, "refused");
        assertThat(claimed(folder.resolve("failed"), "three.csv")).isEqualTo(held);
        assertThat(views.accounting().get("stock-folder")).satisfies(counts -> {
            assertThat(counts.received()).isEqualTo(65);
            assertThat(counts.duplicate()).isEqualTo(29);
            assertThat(counts.abandoned()).isEqualTo(5);
        });
    }

    /** The last of them has changed. */
    private static byte[] changed(List<InventedPerson> people) {
        List<String> lines =
                new ArrayList<>(new String(applications(people.subList(0, people.size() - 1), NOW), ISO_8859_1)
                        .lines()
                        .toList());
        lines.add(new String(applications(List.of(people.get(people.size() - 1)), NEXT_DAY), ISO_8859_1)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow());
        return (String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1);
    }

    private static void put(Path folder, String name, byte[] content) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, content);
        Files.move(part, folder.resolve(name));
    }

    /** The receipt when nothing more will happen by itself. */
    private JsonNode ended(String receiptId) {
        return await().atMost(SOON).until(() -> receipt(receiptId), receipt -> !receipt.path("state")
                .asText()
                .equals("releasing"));
    }

    private static void receiptSays(Path inbox, String receiptId, String state) {
        Path file = inbox.resolve("receipt-" + receiptId + ".ndjson");
        await().atMost(SOON)
                .until(() -> Files.exists(file)
                        && json(Files.readString(file, UTF_8)
                                        .lines()
                                        .findFirst()
                                        .orElseThrow())
                                .path("state")
                                .asText()
                                .equals(state));
    }

    private static String claimed(Path folder, String name) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            if (!Files.isDirectory(folder)) {
                                return "";
                            }
                            try (Stream<Path> files = Files.list(folder)) {
                                return files.map(file -> FileName.ofClaimed(
                                                file.getFileName().toString()))
                                        .flatMap(java.util.Optional::stream)
                                        .filter(file -> file.name().equals(name))
                                        .map(FileName::receiptId)
                                        .findFirst()
                                        .orElse("");
                            }
                        },
                        id -> !id.isEmpty());
    }
}
