package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.springframework.beans.factory.annotation.Autowired;

/** Crashes and changes between the chunks of one drop, on a real ledger. */
class AcceptanceTest extends IntakeSlice {

    private static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    @Autowired
    Profiles profiles;

    @Autowired
    ChunkSink sink;

    @Test
    void goesOnAfterTheLastCommitWhenTheGatewayDiedInTheMiddle() {
        byte[] file = registryFile(1_200);
        NewDrop head = head();
        assertThatThrownBy(() -> take(head, file, file.length, dyingAfter(2))).isInstanceOf(Unavailable.class);
        assertThat(drops.find(head.receiptId()).orElseThrow().position()).isEqualTo(1_000);
        int[] offered = {0};

        Drop drop = take(head, file, file.length, offer -> {
            offered[0]++;
            return sink.offer(offer);
        });

        assertThat(offered[0]).as("only what was missing").isEqualTo(1);
        assertThat(drop.received()).isEqualTo(1_200);
        // In slices, after the last chunk.
        await().atMost(SOON).untilAsserted(() -> assertThat(drops.find(head.receiptId()))
                .hasValueSatisfying(ended -> assertThat(ended.accepted()).isEqualTo(1_200)));
    }

    @Test
    void goesOnInTheMiddleOfAPackedFileToo() throws IOException {
        byte[] plain = registryFile(1_200);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("people.csv"));
            zip.write(plain);
        }
        byte[] file = packed.toByteArray();
        NewDrop head = head();
        assertThatThrownBy(() -> take(head, file, file.length, dyingAfter(2))).isInstanceOf(Unavailable.class);
        assertThat(drops.find(head.receiptId()).orElseThrow().position()).isEqualTo(1_000);

        // The same content, packed by somebody else: what was read before goes by records, not by bytes.
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(again)) {
            gzip.write(plain);
        }
        Drop drop = take(head, again.toByteArray(), again.size(), sink);

        assertThat(drop.received()).isEqualTo(1_200);
        await().atMost(SOON).untilAsserted(() -> assertThat(drops.find(head.receiptId()))
                .hasValueSatisfying(ended -> assertThat(ended.accepted()).isEqualTo(1_200)));
    }

    @Test
    void leavesAPackedDropOpenWhenTheLineToTheServerBreaks() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(registryFile(1_200));
        }
        byte[] file = packed.toByteArray();
        InputStream breaking =
                new SequenceInputStream(new ByteArrayInputStream(file, 0, file.length * 3 / 4), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                });
        NewDrop head = head();

        assertThatThrownBy(() -> take(head, breaking, file.length, sink))
                .isInstanceOfAny(Unavailable.class, UncheckedIOException.class);
        assertThat(drops.find(head.receiptId()).orElseThrow().state()).isEqualTo(Drop.State.ARRIVING);
        assertThat(take(head, file, file.length, sink).received()).isEqualTo(1_200);
    }

    @Test
    void writesNothingMoreWhenItsTurnIsOver() {
        NewDrop head = head();
        byte[] file = registryFile(1_200);
        int[] asked = {0};
        assertThatThrownBy(() -> take(head, file, file.length, sink, () -> {
                    asked[0]++;
                    // The pause is in the middle of the second chunk: asked before reading it, and before writing it.
                    if (asked[0] == 4) {
                        throw Unavailable.of(FaultCode.NG_509_TURN_OVER, "intake");
                    }
                }))
                .isInstanceOf(Unavailable.class);

        assertThat(drops.find(head.receiptId()).orElseThrow().position()).isEqualTo(500);
        assertThat(take(head, file, file.length, sink).received()).isEqualTo(1_200);
    }

    @Test
    void opensANewReceiptWhenTheSecondReadingIsOfOtherContent() {
        NewDrop head = head();
        byte[] file = registryFile(1_200);
        assertThatThrownBy(() -> take(head, file, file.length, dyingAfter(1))).isInstanceOf(Unavailable.class);
        byte[] other = registryFile(1_200);

        assertThatThrownBy(() -> take(head, other, other.length, sink)).isInstanceOf(Acceptance.OtherContent.class);

        JsonNode receipt = receipt(head.receiptId());
        assertThat(receipt.path("state").asText()).isEqualTo("refused");
        assertThat(receipt.path("code").asText()).isEqualTo("NG-120");
        assertThat(receipt.path("accepted").asInt()).isZero();
    }

    @Test
    void holdsAFileWhoseSizeIsNotWhatWasListed() {
        NewDrop head = head();
        byte[] file = registryFile(3);

        Drop drop = take(head, file, file.length + 100, sink);

        assertThat(drop.state()).isEqualTo(Drop.State.HELD);
        assertThat(drop.code()).isEqualTo(FaultCode.NG_120_CHANGED);
    }

    @Test
    void leavesTheDropOpenWhenTheLineToTheServerBreaks() {
        NewDrop head = head();
        byte[] file = registryFile(1_200);
        InputStream breaking = new InputStream() {
            private final InputStream good = new ByteArrayInputStream(file, 0, file.length * 3 / 4);

            @Override
            public int read() throws IOException {
                int one = good.read();
                if (one < 0) {
                    throw new IOException("connection reset");
                }
                return one;
            }
        };

        assertThatThrownBy(() -> take(head, breaking, file.length, sink))
                .isInstanceOfAny(Unavailable.class, UncheckedIOException.class);
        assertThat(drops.find(head.receiptId()).orElseThrow().state()).isEqualTo(Drop.State.ARRIVING);

        assertThat(take(head, file, file.length, sink).received()).isEqualTo(1_200);
    }

    private Drop take(NewDrop head, byte[] content, long listed, ChunkSink to) {
        return take(head, content, listed, to, () -> {});
    }

    private Drop take(NewDrop head, byte[] content, long listed, ChunkSink to, Runnable mayGoOn) {
        return take(head, new ByteArrayInputStream(content), listed, to, mayGoOn);
    }

    private Drop take(NewDrop head, InputStream content, long listed, ChunkSink to) {
        return take(head, content, listed, to, () -> {});
    }

    private Drop take(NewDrop head, InputStream content, long listed, ChunkSink to, Runnable mayGoOn) {
        SystemEntry registry = profiles.entries().stream()
                .filter(entry -> entry.name().equals("registry"))
                .findFirst()
                .orElseThrow();
        Incoming incoming = new Incoming(content, listed);
        try (SourceReading reading = Normalizer.of(registry.format()).open(incoming, NOW)) {
            return new Acceptance(drops, to, THREADS)
                    .take(head, reading, incoming, RejectLimit.ofFiles(registry.profile()), mayGoOn);
        }
    }

    private ChunkSink dyingAfter(int chunks) {
        int[] offered = {0};
        return offer -> {
            if (offered[0]++ == chunks) {
                throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger");
            }
            return sink.offer(offer);
        };
    }

    private static NewDrop head() {
        // Not of the register's own door, which polls meanwhile and ends what is half read and has no file.
        return new NewDrop(FileName.newReceiptId(), "registry", "rest", "a.csv", null, null, null);
    }
}
