package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.normalize.SourceFormat.Kind;

/** Records of JSON that stand within something else. */
class RecordPathTest {

    private static final String ONE =
            "{\"crossing\":\"C1\",\"members\":[{\"id\":\"p1\",\"name\":\"Ada\",\"born\":\"1980\",\"sex\":\"X\",\"nationality\":\"ALB\"}]}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an array                  | {'data':{'items':[@,@]}}                               | M1 M2",
                "one object                | {'data':{'items':@}}                                   | M1",
                "something around          | {'a':[{'items':1}],'data':{'n':2,'items':[@],'m':{}},'z':1} | M1",
                "no records                | {'data':{'items':[]}}                                  | ''",
                "nothing there             | {'data':{'other':[@]}}                                 | B1:NG-115",
                "nothing there at all      | {'items':[@]}                                          | B1:NG-115",
                "an array on the way       | [{'data':{'items':[@]}}]                               | B1:NG-115",
                "a text on the way         | {'data':'items'}                                       | B1:NG-115",
                "a text there              | {'data':{'items':'x'}}                                 | B1:NG-115",
                "broken behind             | {'data':{'items':[@]},'x':}                            | M1 B2:NG-115",
                "cut off behind            | {'data':{'items':[@]}                                  | M1 B2:NG-115",
                "something behind          | {'data':{'items':[@]}} {}                              | M1 B2:NG-115",
                "the path twice            | {'data':{'items':[@]},'data':{'items':[@]}}            | M1 B2:NG-115",
                "no object among them      | {'data':{'items':[@,7,@]}}                             | M1 R2:NG-115 M3",
            })
    void json(String what, String text, String outcome) {
        assertThat(read(Kind.JSON, text)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an object a line          | {'data':{'items':@}}%{'data':{'items':@}}       | M1 M2",
                "an array a line           | {'data':{'items':[@,@]}}%{'data':{'items':[@]}} | M1 M1 M2",
                "nothing in one            | {'data':{'items':@}}%{'data':{}}%{'data':{'items':@}} | M1 R2:NG-115 M3",
                "broken behind             | {'data':{'items':[@]},'x':}%{'data':{'items':@}} | R1:NG-115 M2",
                "no object in an array     | {'data':{'items':[@,7]}}%{'data':{'items':@}}   | R1:NG-115 M2",
            })
    void ndjson(String what, String text, String outcome) {
        assertThat(read(Kind.NDJSON, text.replace('%', '\n'))).isEqualTo(outcome);
    }

    private static String read(Kind kind, String text) {
        Dialect plain = Dialect.PLAIN;
        SourceFormat format = Formats.with(
                Formats.border(kind),
                kind,
                new Dialect(plain.cells(), null, plain.sheet(), List.of("data", "items"), true, null));
        return BadInputTest.outline(Formats.read(format, text.replace('\'', '"').replace("@", ONE)));
    }
}
