package org.nansen.gateway.normalize;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nansen.gateway.record.Alias;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.PersonName;

/** Counts the names of one source that hold what names do not hold; remembers numbers and lines, and no name. */
final class NameTally {

    private long names;
    private long odd;
    private long firstOdd;
    private long digits;
    private long firstDigits;

    void saw(List<AsylumRecord> records, long line) {
        for (AsylumRecord record : records) {
            Person person = record.person();
            if (person != null) {
                Stream.concat(
                                person.names().stream(),
                                person.aliases().stream().map(Alias::names).flatMap(List::stream))
                        .flatMap(NameTally::texts)
                        .forEach(name -> name(name, line));
                if (person.birthPlace() != null && NameCharacters.isOddPlace(person.birthPlace())) {
                    odd(line);
                }
            }
        }
    }

    private static Stream<String> texts(PersonName name) {
        return Stream.of(
                        Optional.ofNullable(name.surname()),
                        Optional.ofNullable(name.given()),
                        Optional.ofNullable(name.full()),
                        Optional.ofNullable(name.latin()))
                .flatMap(Optional::stream);
    }

    private void name(String name, long line) {
        names++;
        if (NameCharacters.isOdd(name)) {
            odd(line);
        }
        if (NameCharacters.hasDigit(name)) {
            digits++;
            firstDigits = firstDigits == 0 ? line : firstDigits;
        }
    }

    void odd(long line) {
        odd++;
        firstOdd = firstOdd == 0 ? line : firstOdd;
    }

    /** Returns what is odd about the source's names; digits are, unless half of the names have some. */
    Optional<Observation.OddNames> odd(String sample) {
        boolean seldom = digits * 2 < names;
        long withDigits = seldom ? digits : 0;
        return odd + withDigits == 0
                ? Optional.empty()
                : Optional.of(new Observation.OddNames(sample, odd, firstOdd, withDigits, seldom ? firstDigits : 0));
    }
}
