package org.nansen.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.ledger.NewDrop;

/** Files over a real SFTP server and in a folder. */
class FolderDoorTest extends IntakeSlice {

    private static final String OUTBOX = "outbox";

    @Test
    void takesAFileMovesItToDoneAndWritesAReceiptBack() {
        SSH.drop("registry", OUTBOX + "/plain.csv", registryFile(3));

        String receiptId = movedTo("done", "plain.csv");

        JsonNode receipt = receipt(receiptId);
        assertThat(receipt.path("state").asText()).isEqualTo("accepted");
        assertThat(receipt.path("accepted").asInt()).isEqualTo(3);
        assertThat(receipt.path("records").findValuesAsText("line"))
                .as("the header is line 1")
                .containsExactly("2", "3", "4");
        String name = "inbox/receipt-" + receiptId + ".ndjson";
        await().atMost(SOON).until(() -> Files.exists(SSH.home("registry").resolve(name)));
        List<String> lines =
                new String(SSH.read("registry", name), UTF_8).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(json(lines.get(0)).path("receiptId").asText()).isEqualTo(receiptId);
        assertThat(SSH.list("registry", OUTBOX)).doesNotContain("plain.csv");
        assertThat(SSH.list("registry", OUTBOX + "/work")).isEmpty();
    }

    @Test
    void takesManyChunksInOneDrop() {
        SSH.drop("registry", OUTBOX + "/many.csv", registryFile(1_700));

        String receiptId = movedTo("done", "many.csv");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(receipt(receiptId).path("accepted").asInt()).isEqualTo(1_700));
    }

    @Test
    void rejectsOneBadRecordAloneAndNamesItsLineAndField() {
        SSH.drop("registry", OUTBOX + "/one-bad.csv", RegistryExport.withUnknownCountry(people(8), NOW));

        JsonNode receipt = receipt(movedTo("done", "one-bad.csv"));

        assertThat(receipt.path("accepted").asInt()).isEqualTo(7);
        assertThat(receipt.path("rejected").asInt()).isEqualTo(1);
        JsonNode rejection = receipt.path("rejections").get(0);
        assertThat(rejection.path("line").asInt()).isEqualTo(9);
        assertThat(rejection.path("code").asText()).isEqualTo("NG-102");
        assertThat(receipt.toString()).doesNotContain("999");
    }

    @Test
    void holdsAFileMostOfWhichIsRejected() {
        String file = new String(registryFile(4), ISO_8859_1).replaceAll(";[MW];", ";?;");
        SSH.drop("registry", OUTBOX + "/bad.csv", file.getBytes(ISO_8859_1));

        JsonNode receipt = receipt(movedTo("failed", "bad.csv"));

        assertThat(receipt.path("state").asText()).isEqualTo("held");
        assertThat(receipt.path("code").asText()).isEqualTo("NG-119");
    }

    @Test
    void holdsAFileWithAnotherDelimiter() {
        String file = new String(registryFile(4), ISO_8859_1).replace(';', ',');
        SSH.drop("registry", OUTBOX + "/commas.csv", file.getBytes(ISO_8859_1));

        JsonNode receipt = receipt(movedTo("failed", "commas.csv"));

        assertThat(receipt.path("state").asText()).isEqualTo("held");
        assertThat(receipt.path("code").asText()).isEqualTo("NG-112");
        assertThat(receipt.path("accepted").asInt()).isZero();
    }

    @Test
    void refusesAnEmptyFileAndOneWithAHeaderOnly() {
        SSH.drop("registry", OUTBOX + "/empty.csv", new byte[0]);
        String header =
                new String(registryFile(1), ISO_8859_1).lines().findFirst().orElseThrow();
        SSH.drop("registry", OUTBOX + "/header.csv", (header + "\r\n").getBytes(ISO_8859_1));

        JsonNode empty = receipt(movedTo("failed", "empty.csv"));
        JsonNode headerOnly = receipt(movedTo("failed", "header.csv"));

        assertThat(empty.path("state").asText()).isEqualTo("refused");
        assertThat(empty.path("code").asText()).isEqualTo("NG-110");
        assertThat(headerOnly.path("code").asText()).isEqualTo("NG-111");
    }

    @Test
    void countsARepeatedFileAsDuplicates() {
        byte[] file = registryFile(3);
        SSH.drop("registry", OUTBOX + "/first.csv", file);
        movedTo("done", "first.csv");
        SSH.drop("registry", OUTBOX + "/again.csv", file);

        JsonNode receipt = receipt(movedTo("done", "again.csv"));

        assertThat(receipt.path("duplicate").asInt()).isEqualTo(3);
        assertThat(receipt.path("accepted").asInt()).isZero();
    }

    @Test
    void takesOverWhatLiesInWorkAfterACrash() throws IOException {
        String receiptId = FileName.newReceiptId();
        Path work = Files.createDirectories(SSH.home("registry").resolve(OUTBOX + "/work"));
        Files.write(work.resolve(receiptId + ".left.csv"), registryFile(2));

        assertThat(movedTo("done", "left.csv")).isEqualTo(receiptId);

        assertThat(receipt(receiptId).path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void onlyMovesAFileWhoseReceiptIsComplete() throws IOException {
        SSH.drop("registry", OUTBOX + "/moved.csv", registryFile(2));
        String receiptId = movedTo("done", "moved.csv");
        Path outbox = SSH.home("registry").resolve(OUTBOX);
        Files.move(
                outbox.resolve("done/" + receiptId + ".moved.csv"), outbox.resolve("work/" + receiptId + ".moved.csv"));

        await().atMost(SOON).until(() -> Files.exists(outbox.resolve("done/" + receiptId + ".moved.csv")));

        assertThat(receipt(receiptId).path("received").asInt()).isEqualTo(2);
    }

    @Test
    void holdsADropWhoseFileWentAwayWhenItWasHalfRead() {
        String receiptId = FileName.newReceiptId();
        NewDrop head = new NewDrop(receiptId, "registry", "sftp", "gone.csv", null, null, null);
        drops.append(head, new Chunk(500, "ab", List.of(), List.of(), 0), Ending.more())
                .join();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(receipt(receiptId).path("state").asText()).isEqualTo("held"));

        assertThat(receipt(receiptId).path("code").asText()).isEqualTo("NG-120");
    }

    @Test
    void leavesUnfinishedAndStrangeNamesAlone() throws IOException {
        Path outbox = SSH.home("registry").resolve(OUTBOX);
        Files.write(outbox.resolve("half.csv.part"), registryFile(1));
        Files.write(outbox.resolve("a name with spaces.csv"), registryFile(1));
        SSH.drop("registry", OUTBOX + "/after.csv", registryFile(1));
        movedTo("done", "after.csv");

        assertThat(SSH.list("registry", OUTBOX)).contains("half.csv.part", "a name with spaces.csv");
    }

    @Test
    void showsTheDoorAsDownWhileTheServerIsAwayAndGoesOnAfterwards() {
        SSH.stop();
        await().atMost(SOON).until(() -> lanes.outage("intake.registry").isPresent());
        assertThat(lanes.outage("intake.registry").orElseThrow().why().code()).isEqualTo("NG-128");

        SSH.start();
        SSH.drop("registry", OUTBOX + "/back.csv", registryFile(1));

        movedTo("done", "back.csv");
        await().atMost(SOON).until(() -> lanes.outage("intake.registry").isEmpty());
    }

    @Test
    void takesAFileOfAFolderWhenItsDoneFileIsThere() throws IOException {
        Path in = HOME.resolve("drops/in");
        Files.write(in.resolve("local.csv"), registryFile(2));
        await().during(java.time.Duration.ofSeconds(2)).until(() -> Files.exists(in.resolve("local.csv")));
        Files.createFile(in.resolve("local.csv.done"));

        String receiptId = await().atMost(SOON).until(() -> claimed(in.resolve("done"), "local.csv"), id -> id != null);

        assertThat(receipt(receiptId).path("accepted").asInt()).isEqualTo(2);
        assertThat(in.resolve("local.csv.done")).doesNotExist();
        await().atMost(SOON).until(() -> Files.exists(HOME.resolve("drops/out/receipt-" + receiptId + ".ndjson")));
    }

    @Test
    void removesTheDoneFileThatACrashLeftBehind() throws IOException {
        Path in = HOME.resolve("drops/in");
        Files.createDirectories(in.resolve("work"));
        Files.createFile(in.resolve("crash.csv.done"));
        Files.write(in.resolve("work").resolve(FileName.claim("crash.csv").claimed()), registryFile(1));

        await().atMost(SOON).until(() -> claimed(in.resolve("done"), "crash.csv") != null);

        assertThat(in.resolve("crash.csv.done")).doesNotExist();
    }

    private static String movedTo(String folder, String name) {
        Path path = SSH.home("registry").resolve(OUTBOX).resolve(folder);
        return await().atMost(SOON).until(() -> claimed(path, name), id -> id != null);
    }

    private static String claimed(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FileName.ofClaimed(file.getFileName().toString()))
                    .flatMap(java.util.Optional::stream)
                    .filter(file -> file.name().equals(name))
                    .map(FileName::receiptId)
                    .findFirst()
                    .orElse(null);
        }
    }
}
