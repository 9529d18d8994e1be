package org.nansen.gateway.crash.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts before the gateway's main; its argument is the folder through which the test gives orders. */
public final class CrashAgent {

    static final Weave CUT_ANSWERS = Weave.into(Weave.OURS + "screening.AnswerReading", "read", Woven.CutAnswer.class);

    private CrashAgent() {}

    /** Called by the JVM. */
    public static void premain(String folder, Instrumentation instrumentation) throws IOException {
        Orders.open(Path.of(folder));
        List<Weave> weaves = new ArrayList<>(Point.weaves());
        SeededDefect defect = Orders.defect();
        if (defect != null) {
            weaves.addAll(defect.weaves());
        }
        if (Files.exists(Orders.at("answers-are-cut"))) {
            weaves.add(CUT_ANSWERS);
        }
        instrumentation.addTransformer(new Weaver(weaves));
    }
}
