package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a neighbour has seen, line by line in a file of its own: on disk before the neighbour answers, so that a law can be
 * judged on it whoever dies. A file that exists is gone on with.
 */
public final class History implements AutoCloseable {

    private final FileChannel file;
    private final Object forcing = new Object();
    private long written;
    private long forced;

    private History(FileChannel file) {
        this.file = file;
    }

    /** Opens the history, and goes on with it where there is one. */
    public static History in(Path file) {
        try {
            return new History(
                    FileChannel.open(file.toAbsolutePath(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line and returns when it is on disk; lines that come together share one way to the disk. */
    public void add(String... fields) {
        try {
            long mine = write(String.join("\t", fields) + "\n");
            synchronized (forcing) {
                if (forced < mine) {
                    long reached = written();
                    file.force(false);
                    forced = reached;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized long write(String line) throws IOException {
        ByteBuffer bytes = UTF_8.encode(line);
        while (bytes.hasRemaining()) {
            written += file.write(bytes);
        }
        return written;
    }

    private synchronized long written() {
        return written;
    }

    /** The whole lines of a file, each in its fields; none when there is no file. */
    public static List<List<String>> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String text = Files.readString(file);
            // A line that is just being written has no end yet.
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256, to tell the same content from another without keeping it. */
    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
