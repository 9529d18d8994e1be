package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.StatusChange;

/** The first records of a file and its first rejections, a line each. */
final class TryTable implements TryCommand.Taker {

    private final int limit;
    private final Table records =
            Table.of("line", "record", "version", "event", "name", "born", "sex", "nationality", "what");
    private final Table rejected = Table.of("line", "column", "field", "code", "what is wrong");
    private long shown;
    private long leftOut;
    private long shownRejected;
    private long leftOutRejected;

    TryTable(int limit) {
        this.limit = limit;
    }

    @Override
    public void take(SourceUnit unit, SourceReading reading, List<SourceUnit.Problem> refusals) {
        if (unit instanceof SourceUnit.Mapped mapped) {
            mapped.records().forEach(record -> record(mapped.line(), record));
            refusals.forEach(refusal -> problem(mapped.line(), refusal, reading));
        } else if (unit instanceof SourceUnit.Refused refused) {
            refused.problems().forEach(problem -> problem(refused.line(), problem, reading));
        } else if (unit instanceof SourceUnit.Broken broken) {
            problem(reading.lineOf(broken), broken.problem(), reading);
        }
    }

    private void record(long line, AsylumRecord record) {
        if (shown == limit) {
            leftOut++;
            return;
        }
        shown++;
        Person person = record.person();
        String ordinal =
                record.source().ordinal() == 0 ? "" : "/" + record.source().ordinal();
        records.row(
                line,
                record.source().recordId() + ordinal,
                text(record.source().version()),
                RecordJson.name(record.event()),
                person == null ? "" : name(person),
                person == null ? "" : born(person),
                person == null ? "" : person.sex().code(),
                person == null ? "" : nationalities(person),
                what(record));
    }

    private void problem(long line, SourceUnit.Problem problem, SourceReading reading) {
        if (shownRejected == limit) {
            leftOutRejected++;
            return;
        }
        shownRejected++;
        int column = reading.columnOf(problem.field());
        rejected.row(
                line,
                column == 0 ? "" : column,
                text(problem.field()),
                problem.code().code(),
                problem.hint());
    }

    void print(PrintWriter out, Ink ink) {
        if (shown > 0) {
            records.print(out);
            more(leftOut, "records", out, ink);
            out.println();
        }
        if (shownRejected > 0) {
            out.println(ink.bad("Rejected"));
            rejected.print(out);
            more(leftOutRejected, "reasons", out, ink);
            out.println();
        }
    }

    private static void more(long leftOut, String what, PrintWriter out, Ink ink) {
        if (leftOut > 0) {
            out.println(ink.aside("and " + leftOut + " more " + what + "; --limit shows more, --json all"));
        }
    }

    private static String name(Person person) {
        PersonName name = person.names().get(0);
        String parts = Stream.of(name.surname(), name.given(), name.full())
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(", "));
        int others = person.names().size() - 1 + person.aliases().size();
        return others == 0 ? parts : parts + " (+" + others + ")";
    }

    private static String born(Person person) {
        return person.birthDate().value() + (person.birthDate().estimated() ? " (estimated)" : "");
    }

    private static String nationalities(Person person) {
        return person.nationalities().stream()
                .map(nationality -> nationality.country().code())
                .collect(Collectors.joining(" "));
    }

    private static String what(AsylumRecord record) {
        Decision decision = record.decision();
        StatusChange status = record.statusChange();
        if (decision != null) {
            return RecordJson.name(decision.outcome()) + ", " + RecordJson.name(decision.finality()) + ", "
                    + decision.date();
        }
        if (status != null) {
            return RecordJson.name(status.kind()) + ", " + status.date();
        }
        return record.documents().stream()
                .map(document -> document.type()
                        + (document.issuer() == null
                                ? ""
                                : " " + document.issuer().code()))
                .collect(Collectors.joining(", "));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
