package org.nansen.gateway.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Leases;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** Reads the files of one system, whether they lie on its SFTP server or in a folder of this machine. */
final class FolderDoor {

    private final SystemEntry entry;
    private final Normalizer normalizer;
    private final Acceptance acceptance;
    private final Doorkeeper keeper;
    private final Leases.Lease turn;
    private final Clock clock;

    FolderDoor(
            SystemEntry entry,
            Normalizer normalizer,
            Acceptance acceptance,
            Doorkeeper keeper,
            Leases.Lease turn,
            Clock clock) {
        this.entry = entry;
        this.normalizer = normalizer;
        this.acceptance = acceptance;
        this.keeper = keeper;
        this.turn = turn;
        this.clock = clock;
    }

    /** Takes the claimed file that the exchange holds, and notes what became of it for whoever moves the file. */
    public void take(Exchange exchange) {
        GenericFile<?> file = exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class);
        FileName name = FileName.ofClaimed(file.getFileNameOnly())
                .orElseThrow(() -> new IllegalStateException("only claimed files are read"));
        NewDrop head = new NewDrop(
                name.receiptId(),
                entry.name(),
                entry.profile().door().kind(),
                name.name(),
                null,
                null,
                entry.receiptTo(null),
                entry.feed());
        try (Incoming incoming = new Incoming(open(file), file.getFileLength());
                SourceReading reading = normalizer.open(incoming, clock.instant())) {
            Drop drop = acceptance.take(
                    head,
                    reading,
                    incoming,
                    RejectLimit.ofFiles(entry.profile()),
                    () -> mayGoOn(exchange.getContext()));
            exchange.setProperty(ClaimByRenameStrategy.OUTCOME, drop);
        } catch (Acceptance.OtherContent changed) {
            exchange.setProperty(ClaimByRenameStrategy.OUTCOME, name.anew());
        } catch (IOException | UncheckedIOException broken) {
            throw Unavailable.of(FaultCode.NG_128_DOOR_UNREACHABLE, entry.lane(), broken);
        }
        // The body was the person's data; nothing after this needs it.
        exchange.getMessage().setBody(null);
    }

    private void mayGoOn(CamelContext camel) {
        // A large file takes longer than a stop may.
        if (camel.isStopping()) {
            throw Unavailable.of(FaultCode.NG_132_STOPPING, "intake");
        }
        if (!turn.holds()) {
            throw Unavailable.of(FaultCode.NG_509_TURN_OVER, entry.lane());
        }
        if (!keeper.mayReadOn()) {
            throw Unavailable.of(FaultCode.NG_131_DISK_RESERVE, "intake");
        }
    }

    private static InputStream open(GenericFile<?> file) throws IOException {
        return file.getBody() instanceof InputStream stream
                ? stream
                : Files.newInputStream(Path.of(file.getAbsoluteFilePath()));
    }
}
