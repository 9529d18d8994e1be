package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.SettingsFault;

/**
 * One system's {@code mapping.jslt}, or {@code mapping.xsl} for XML: one source record in, one canonical record (or an
 * array of them, or null) out.
 */
final class Mapping {

    private final String text;
    private final Function<SourceObject, JsonNode> rules;
    private final @Nullable Stylesheet stylesheet;

    private Mapping(String text, Expression expression) {
        this.text = text;
        this.rules = expression::apply;
        this.stylesheet = null;
    }

    private Mapping(String text, Stylesheet stylesheet) {
        this.text = text;
        this.rules = record -> stylesheet.apply(((StylesheetCopy.Root) record).document());
        this.stylesheet = stylesheet;
    }

    /**
     * Reads the folder's mapping.
     *
     * @throws SettingsFault with file, line and reason when there is none, or two, or it is wrong
     */
    static Mapping in(SourceFormat format, String shownAs, CodeLists codes) {
        Path jslt = format.folder().resolve("mapping.jslt");
        Path xsl = format.folder().resolve("mapping.xsl");
        if (!Files.exists(xsl)) {
            return of(jslt, shownAs + "/mapping.jslt", codes, format.system());
        }
        if (Files.exists(jslt)) {
            throw new SettingsFault(shownAs, 0, "", "has mapping.jslt and mapping.xsl; one of them must go");
        }
        XmlFormat xml = format.xml();
        if (xml == null) {
            throw new SettingsFault(shownAs + "/mapping.xsl", 0, "", "is for format.kind xml; use mapping.jslt");
        }
        if (!xml.joins().isEmpty()) {
            throw new SettingsFault(
                    shownAs + "/mapping.xsl", 0, "", "joins rows by itself (xsl:key); format.join is for mapping.jslt");
        }
        String text = read(xsl, shownAs + "/mapping.xsl");
        return new Mapping(
                text,
                Stylesheet.of(text, shownAs + "/mapping.xsl", new MappingFunctions(codes, format.system()).all()));
    }

    /** @throws SettingsFault with file, line and reason when the file is missing or wrong */
    static Mapping of(Path file, String shownAs, CodeLists codes, String system) {
        String text = read(file, shownAs);
        try {
            Expression expression = new Parser(new StringReader(text))
                    .withSource(shownAs)
                    .withFunctions(new MappingFunctions(codes, system).all())
                    .withResourceResolver(wanted -> {
                        throw new JsltException("imports are not allowed in a mapping");
                    })
                    .compile();
            List<SettingsFault.Problem> problems = new MappingInspection(shownAs, codes).inspect(expression);
            if (!problems.isEmpty()) {
                throw new SettingsFault(problems);
            }
            return new Mapping(text, expression);
        } catch (JsltException wrong) {
            // The parser lists what it expected, a line each.
            String reason = String.valueOf(wrong.getMessageWithoutLocation()).replaceAll("\\s+", " ");
            throw new SettingsFault(shownAs, Math.max(wrong.getLine(), 0), "", reason);
        } catch (StackOverflowError tooDeep) {
            throw new SettingsFault(shownAs, 0, "", "is nested too deeply");
        }
    }

    /** Returns what takes records down as XML, or null when the mapping reads JSON. */
    @Nullable
    XmlCopy copy() {
        return stylesheet == null ? null : stylesheet.copy();
    }

    String text() {
        return text;
    }

    /** Returns what the mapping gives; what it finds wrong is noted in the run, never thrown. */
    JsonNode apply(SourceObject source, MappingRun run) {
        try {
            return rules.apply(source);
        } catch (MappingFault wrong) {
            run.problems().add(new Problem(null, FaultCode.NG_108_MAPPING, wrong.hint()));
        } catch (JsltException wrong) {
            // JSLT's own message quotes values.
            run.problems()
                    .add(new Problem(
                            null,
                            FaultCode.NG_108_MAPPING,
                            FaultCode.NG_108_MAPPING.hint()
                                    + (wrong.getLine() > 0 ? " In line " + wrong.getLine() + " of the mapping." : "")));
        } catch (RuntimeException | StackOverflowError wrong) {
            run.problems().add(Problem.of(null, FaultCode.NG_108_MAPPING));
        }
        return com.fasterxml.jackson.databind.node.NullNode.instance;
    }

    private static String read(Path file, String shownAs) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException missing) {
            throw new SettingsFault(shownAs, 0, "", "is missing");
        } catch (CharacterCodingException wrong) {
            throw new SettingsFault(shownAs, 0, "", "is not UTF-8");
        } catch (IOException wrong) {
            throw new SettingsFault(shownAs, 0, "", "cannot be read");
        }
    }
}
