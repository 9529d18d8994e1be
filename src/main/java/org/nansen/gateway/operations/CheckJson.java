package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import org.nansen.gateway.normalize.Difference;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.settings.SettingsFault.Problem;

/** A check's findings for machines. */
final class CheckJson {

    private CheckJson() {}

    static ObjectNode of(List<CheckReport> reports) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode systems = all.putArray("systems");
        int findings = 0;
        int warnings = 0;
        for (CheckReport report : reports) {
            systems.add(of(report));
            findings += report.findings().size();
            warnings += report.warnings().size();
        }
        return all.put("findings", findings).put("warnings", warnings);
    }

    private static ObjectNode of(CheckReport report) {
        ObjectNode system = JsonNodeFactory.instance.objectNode().put("system", report.system());
        if (!report.mapping().isEmpty()) {
            system.put("mappingVersion", report.mapping());
        }
        problems(report.findings(), system.putArray("findings"));
        problems(report.warnings(), system.putArray("warnings"));
        ArrayNode samples = system.putArray("samples");
        report.samples().forEach(sample -> samples.add(of(sample)));
        words(report.observed().neverRead(), system.putArray("neverRead"));
        words(report.observed().readButAbsent(), system.putArray("readButAbsent"));
        ArrayNode lists = system.putArray("partlyRead");
        report.observed().partlyRead().forEach(one -> lists.addObject()
                .put("list", one.list())
                .put("stand", one.stand())
                .put("read", one.read()));
        ArrayNode names = system.putArray("oddNames");
        report.observed().oddNames().forEach(one -> names.addObject()
                .put("sample", one.sample())
                .put("odd", one.odd())
                .put("firstOdd", one.firstOdd())
                .put("digits", one.digits())
                .put("firstDigits", one.firstDigits()));
        words(report.neverFilled(), system.putArray("neverFilled"));
        ArrayNode codes = system.putArray("untranslated");
        report.observed().untranslated().forEach((code, times) -> codes.addObject()
                .put("list", code.list())
                .put("system", code.system())
                .put("code", code.code())
                .put("times", times));
        return system;
    }

    private static ObjectNode of(SampleResult sample) {
        ObjectNode one = JsonNodeFactory.instance.objectNode().put("file", sample.file());
        one.put("state", state(sample));
        if (!sample.trouble().isEmpty()) {
            one.put("trouble", sample.trouble());
        }
        one.put("records", sample.records().size()).put("rejected", sample.rejected());
        ArrayNode rejections = one.putArray("rejections");
        sample.rejections().forEach(each -> rejections
                .addObject()
                .put("line", each.line())
                .put("field", each.field().isEmpty() ? null : each.field())
                .put("code", each.code()));
        ArrayNode differences = one.putArray("differences");
        sample.differences().forEach(each -> differences.add(of(each)));
        return one;
    }

    private static ObjectNode of(Difference difference) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        if (difference.line() > 0) {
            one.put("line", difference.line());
        } else {
            one.put("record", difference.record());
        }
        return one.put("field", difference.field())
                .put("expected", difference.expected().isEmpty() ? null : difference.expected())
                .put("found", difference.found().isEmpty() ? null : difference.found());
    }

    private static String state(SampleResult sample) {
        return sample.fails() ? "fails" : sample.compared() ? "as-expected" : "not-compared";
    }

    private static void problems(List<Problem> problems, ArrayNode into) {
        problems.forEach(problem -> into.addObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("key", problem.path())
                .put("reason", problem.reason()));
    }

    private static void words(Collection<String> words, ArrayNode into) {
        words.forEach(into::add);
    }
}
