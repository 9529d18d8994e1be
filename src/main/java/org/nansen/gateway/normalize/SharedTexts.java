package org.nansen.gateway.normalize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a workbook, to which cells refer by number. Excel writes each text once, so a sheet of a million people has
 * millions of them: they lie in a private file, of which only the pages last used and every 64th place are in memory.
 */
final class SharedTexts {

    private static final int PLACES_APART = 64;
    private static final int PAGE = 16 * 1024;
    private static final int PAGES = 128;

    /** Even of empty texts the places must fit into memory. */
    private static final int MOST = 64 << 20;

    /** Characters that XML cannot hold, and what looks like one of these (ECMA-376, part 1, 22.9.2.19). */
    private static final Pattern HIDDEN = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final FileChannel file;
    private final Map<Long, byte[]> pages = new LinkedHashMap<>(PAGES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > PAGES;
        }
    };
    private long[] places = new long[1_024];
    private int count;

    private SharedTexts(Spool spool) {
        this.file = spool.file();
    }

    static SharedTexts none(Spool spool) {
        return new SharedTexts(spool);
    }

    static SharedTexts of(XmlPart part, Spool spool) throws IOException {
        SharedTexts texts = new SharedTexts(spool);
        ByteBuffer buffer = ByteBuffer.allocate(4 * XmlPart.TEXT_LIMIT);
        long place = 0;
        while (part.next("sst", "si")) {
            // The reading aid above East Asian letters is no part of the text.
            byte[] bytes = plain(part.text("rPh")).getBytes(StandardCharsets.UTF_8);
            if (buffer.remaining() < bytes.length + Integer.BYTES) {
                spool.write(buffer.flip());
                buffer.clear();
            }
            if (texts.count == MOST) {
                throw Workbook.notExcel("The workbook holds more texts than are taken.");
            }
            texts.begin(place);
            buffer.putInt(bytes.length).put(bytes);
            place += Integer.BYTES + bytes.length;
        }
        spool.write(buffer.flip());
        return texts;
    }

    private void begin(long place) {
        if (count % PLACES_APART == 0) {
            int at = count / PLACES_APART;
            if (at == places.length) {
                places = Arrays.copyOf(places, 2 * at);
            }
            places[at] = place;
        }
        count++;
    }

    /** Returns the text of that number, from 0, or null when there is none. */
    @Nullable
    String get(int number) throws IOException {
        if (number < 0 || number >= count) {
            return null;
        }
        long place = places[number / PLACES_APART];
        for (int before = number % PLACES_APART; before > 0; before--) {
            place += Integer.BYTES + length(place);
        }
        return new String(read(place + Integer.BYTES, length(place)), StandardCharsets.UTF_8);
    }

    private int length(long place) throws IOException {
        return ByteBuffer.wrap(read(place, Integer.BYTES)).getInt();
    }

    private byte[] read(long place, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            long at = place + done;
            byte[] page = page(at / PAGE);
            int from = (int) (at % PAGE);
            int part = Math.min(length - done, page.length - from);
            if (part <= 0) {
                throw new IOException("the private file is shorter than what was written");
            }
            System.arraycopy(page, from, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    private byte[] page(long number) throws IOException {
        byte[] page = pages.get(number);
        if (page == null) {
            ByteBuffer bytes = ByteBuffer.allocate(PAGE);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = file.read(bytes, number * PAGE + bytes.position());
            }
            page = Arrays.copyOf(bytes.array(), bytes.position());
            pages.put(number, page);
        }
        return page;
    }

    /** Puts back the characters that Excel writes as {@code _x000D_}. */
    static String plain(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return HIDDEN.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
