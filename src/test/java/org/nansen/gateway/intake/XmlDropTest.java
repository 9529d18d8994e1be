package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.record.FaultCode;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of a drop of XML, good or bad, on a real ledger; the example system maps it. */
class XmlDropTest extends IntakeSlice {

    @TempDir
    Path home;

    @Autowired
    ChunkSink sink;

    @Test
    void everyIndividualOfACaseIsARecordOfTheDrop() throws Exception {
        Drop drop = take(sample());
        assertThat(drop.received()).isEqualTo(2);
        assertThat(drop.rejected()).isZero();
        assertThat(drop.code()).isNull();
    }

    @Test
    void whatIsCutOffIsHeldWithWhatWasReadBefore() throws Exception {
        String two = sample().replace("</UNHCR_RRF>", "<CASE><dataIndividual>");
        Drop drop = take(two);
        assertThat(drop.state()).isEqualTo(Drop.State.HELD);
        assertThat(drop.code()).isEqualTo(FaultCode.NG_140_XML);
        assertThat(drop.received()).isEqualTo(2);
    }

    @Test
    void aBombIsHeldAndNothingOfItIsRead() throws Exception {
        String bomb =
                "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><UNHCR_RRF><CASE>&b;</CASE></UNHCR_RRF>";
        Drop drop = take(bomb);
        assertThat(drop.state()).isEqualTo(Drop.State.HELD);
        assertThat(drop.code()).isEqualTo(FaultCode.NG_141_XML_DTD);
        assertThat(drop.received()).isZero();
    }

    @Test
    void aFileWithoutARecordIsRefused() throws Exception {
        Drop drop = take("<UNHCR_RRF><RRFBATCHTYPE/></UNHCR_RRF>");
        assertThat(drop.state()).isEqualTo(Drop.State.REFUSED);
        assertThat(drop.code()).isEqualTo(FaultCode.NG_143_NO_RECORD);
    }

    private static String sample() throws Exception {
        String text = Files.readString(ShippedSystems.FOLDER.resolve("unhcr-rrf/samples/couple-v4.in.xml"));
        return text.substring(text.indexOf('<'));
    }

    private Drop take(String text) throws Exception {
        // Under the name of a system that the running gateway has a way for.
        ShippedSystems.switchOn("unhcr-rrf", "registry", home);
        SystemEntry entry = ShippedSystems.found(home).entries().get(0);
        Normalizer normalizer = Normalizer.of(entry.format());
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        NewDrop head = new NewDrop(FileName.newReceiptId(), "registry", "file", "a.xml", null, null, null);
        Incoming incoming = new Incoming(new ByteArrayInputStream(content), content.length);
        var threads = Executors.newSingleThreadExecutor();
        try (SourceReading reading = normalizer.open(incoming, NOW)) {
            return new Acceptance(drops, sink, threads)
                    .take(head, reading, incoming, RejectLimit.ofFiles(entry.profile()));
        } finally {
            threads.shutdown();
        }
    }
}
