package org.nansen.gateway.normalize;

import javax.xml.namespace.QName;

/** Takes a record down as XML while it is read, for a mapping that reads XML; what is never kept is not in it. */
interface XmlCopy {

    /** Begins a record; returns its JSON, in which the numbers of record, person and case are looked up. */
    SourceObject begin(SourceObject.Trail trail);

    void start(QName name);

    void attribute(QName name, String value);

    /** After the last attribute of the element that was started last. */
    void endOfAttributes();

    /** Takes what stands in the buffer from there on; it may be a piece of a longer text. */
    void text(CharSequence buffer, int from);

    void end();

    /** Returns stable bytes of the record, which tell its mixed content from another order of the same. */
    byte[] content();
}
