package org.nansen.gateway.normalize;

import java.util.List;
import java.util.Optional;

/** Recognises one kind of format by a sample. A new kind is a new detector in the list. */
interface FormDetector {

    /** Those there are, the surest first. */
    List<FormDetector> ALL =
            List.of(new SheetDetector(), new XmlDetector(), new JsonDetector(), new CsvDetector(), new FixedDetector());

    /**
     * Returns what the sample looks like, or nothing when it is not of this kind or holds no record.
     *
     * @throws UnusableSample when it is of this kind, and nothing can be begun with it
     */
    Optional<SampleForm> look(RawSample sample) throws UnusableSample;
}
