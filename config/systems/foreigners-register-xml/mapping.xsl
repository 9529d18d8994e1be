<?xml version="1.0" encoding="UTF-8"?>
<!--
  One message of the register in; what it tells out. In XSLT because names have marks in the middle of their text:

      <Vornamen>Amira <Rufname>Selin</Rufname> Noor</Vornamen>     <Familienname><Vorsatz>von der</Vorsatz> Quarz</Familienname>

  As JSON the text beside the mark comes without it ("Amira Noor"), and nobody can tell where it stood. Here an element is
  all of its text in its order, marks or not. Where your names have no marks, mapping.jslt is several times as fast.

  Give functions elements, not string(…) of them: then a refusal names the field.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:ng="urn:nansen:mapping"
    xmlns:my="urn:example:foreigners-register:mapping"
    xpath-default-namespace="urn:example:foreigners-register:4">

  <!-- Messages about a stay alone (90) are none of the gateway's: nothing comes out, so the message counts as skipped, with
       the person, who may never have asked for asylum. A decision in one would be skipped with it, so it is refused. -->
  <xsl:template match="Meldung[normalize-space(@anlass) = '90']" priority="2">
    <xsl:sequence select="my:never(Sachverhalt/*[not(local-name() = ('Aufenthaltstitel', 'Aufenthaltszweck'))])"/>
  </xsl:template>

  <xsl:template match="Meldung">
    <xsl:variable name="event" select="ng:code('event', 'REGISTER', ng:required(@anlass))"/>
    <!-- Decisions and changes of status go without the person. One that comes with it has changed the person as well: that is
         a correction, which is screened, and it comes first, so that the decision is about the person as it is now. -->
    <xsl:if test="$event = ('decision', 'status') and Person">
      <xsl:sequence select="map:merge((my:common(.), map{ 'event': 'correction' }, my:what(., 'correction')))"/>
    </xsl:if>
    <xsl:sequence select="map:merge((my:common(.), map{ 'event': $event }, my:what(., $event)))"/>
    <!-- A message tells one thing. What else stood there would be lost without a word. -->
    <xsl:sequence select="if ($event) then my:never(Sachverhalt/*[local-name() != my:told($event)]) else ()"/>
  </xsl:template>

  <!-- What must not stand there is refused: nothing has this form (NG-147), and what has no text has no form (NG-101). -->
  <xsl:function name="my:never">
    <xsl:param name="elements"/>
    <xsl:sequence select="$elements ! (if (normalize-space()) then ng:matching(., '(?!)') else ng:required(.))"/>
  </xsl:function>

  <!-- Two where one should be are refused (NG-147), wherever they stand: taken as a list they would be read as nothing. -->
  <xsl:function name="my:one">
    <xsl:param name="elements"/>
    <xsl:sequence select="ng:matching($elements, '(?s).*')"/>
  </xsl:function>

  <!-- States that must not learn of the person. One that stands there and says nothing refuses the message, and so does a
       number that is no state's: a lock would be gone without a word. -->
  <xsl:function name="my:shielded">
    <xsl:param name="numbers"/>
    <xsl:sequence select="array{ $numbers
      ! ng:code('country', 'DESTATIS', ng:matching(ng:required(.), '[0-8][0-9]{2}')) }"/>
  </xsl:function>

  <xsl:function name="my:told">
    <xsl:param name="event"/>
    <xsl:sequence select="map{ 'application': 'Asylantrag', 'decision': 'Entscheidung', 'status': 'Standesaenderung',
      'correction': 'Berichtigung' }($event)"/>
  </xsl:function>

  <!-- What every message has, whatever it tells. -->
  <xsl:function name="my:common">
    <xsl:param name="message"/>
    <xsl:sequence select="map{
      'source': map{ 'enteredBy': ng:opaque(my:one($message/Kopf/Sachbearbeitung)) },
      (: Moves with each message; the day of a decision may lie before the application that was told later. :)
      'eventTime': ng:date-time(my:one(ng:required($message/Kopf/Stand))),
      'externalRefs': array{
        map{ 'scheme': 'AZR', 'value': ng:matching($message/AZRNummer, '[0-9]{12}') },
        for $number in $message/Kennung return
          map{ 'scheme': ng:code('external-scheme', 'REGISTER', $number/@art), 'value': ng:required($number) } },
      'handling': map{ 'restrictedCountries': (
        $message/Uebermittlungssperre[empty(Staat)] ! ng:required(Staat),
        my:shielded($message/Uebermittlungssperre/Staat)) } }"/>
  </xsl:function>

  <xsl:function name="my:what">
    <xsl:param name="message"/>
    <xsl:param name="event"/>
    <xsl:variable name="fact" select="$message/Sachverhalt"/>
    <xsl:choose>
      <xsl:when test="$event = 'application'">
        <xsl:variable name="application" select="$fact/Asylantrag"/>
        <xsl:sequence select="map{
          'person': my:person($message),
          'documents': my:documents($message/Person),
          'application': map{
            'type': ng:code('application-type', 'REGISTER', ng:required($application/Antragsart)),
            'registeredAt': my:date($application/Registrierung),
            'lodgedAt': my:date($application/Antragstellung) } }"/>
      </xsl:when>
      <xsl:when test="$event = 'correction'">
        <xsl:sequence select="map{ 'person': my:person($message), 'documents': my:documents($message/Person) }"/>
      </xsl:when>
      <xsl:when test="$event = 'decision'">
        <xsl:variable name="decision" select="$fact/Entscheidung"/>
        <xsl:sequence select="map{
          'decision': map{
            'decisionRef': $decision/Geschaeftszeichen,
            'outcome': ng:code('outcome', 'REGISTER', ng:required($decision/Ergebnis)),
            'criminalGround': my:yes($decision/Straftat),
            'level': ng:code('level', 'REGISTER', ng:required($decision/Stelle)),
            'finality': ng:code('finality', 'REGISTER', ng:required($decision/Bestand)),
            'protectedAgainst': my:shielded($decision/SchutzVor),
            'date': my:date(ng:required($decision/Wirksam)) } }"/>
      </xsl:when>
      <xsl:when test="$event = 'status'">
        <xsl:variable name="change" select="$fact/Standesaenderung"/>
        <xsl:sequence select="map{ 'statusChange': map{
          'kind': ng:code('status-kind', 'REGISTER', ng:required($change/Art)),
          'date': my:date(ng:required($change/Datum)) } }"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="map{}"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="my:person">
    <xsl:param name="message"/>
    <xsl:variable name="person" select="$message/Person"/>
    <xsl:variable name="basic" select="$person/Grundpersonalien"/>
    <xsl:variable name="nations" select="$basic/Staatsangehoerigkeit"/>
    <!-- Of a nationality that is no other state's there is nobody to be shielded from: then it must be the state of origin. -->
    <xsl:variable name="foreign" select="$nations[not(normalize-space() = ('', '000', '997', '998', '999'))]"/>
    <xsl:sequence select="if (empty($person)) then ng:required($message/Person) else map{
      'names': array{
        my:name('primary', ng:required($basic/Familienname), $basic/Vornamen),
        $basic/Geburtsname ! my:name('birth', ., $basic/Vornamen),
        (: Of a spelling and of a former name only the part stands there that differs. :)
        $person/AbweichendeSchreibweise
          ! my:name('spelling', my:or(Familienname, $basic/Familienname), my:or(Vornamen, $basic/Vornamen)),
        $person/FruehererName
          ! my:name('alias', my:or(Familienname, $basic/Familienname), my:or(Vornamen, $basic/Vornamen)),
        $person/AndererName ! my:name('alias', Familienname, Vornamen) },
      'birthDate': my:birth(ng:required($basic/Geburtsdatum)),
      'birthPlace': $basic/Geburtsort,
      'birthCountry': my:country($basic/Geburtsstaat),
      'sex': ng:code('sex', 'DE', ng:required($basic/Geschlecht)),
      'nationalities': array{
        if (my:stated($nations)) then my:stated($nations) ! my:nationality(., 'DESTATIS')
        else my:nationality(ng:required($nations)[1], 'REGISTER') },
      'aliases': array{ $person/Aliaspersonalie ! my:alias(.) },
      'minor': if ($basic/Minderjaehrig) then my:yes($basic/Minderjaehrig) else (),
      'familyGroup': $person/Familienverband/@nummer,
      'relationship': $person/Familienverband,
      'formerHabitualResidence': my:country(
        if ($foreign) then $person/Herkunftsstaat
        else ng:matching(ng:required($person/Herkunftsstaat), '(?!000)[0-8][0-9]{2}')) }"/>
  </xsl:function>

  <xsl:function name="my:alias">
    <xsl:param name="alias"/>
    <xsl:variable name="names" select="
      my:name('primary', $alias/Familienname, $alias/Vornamen), $alias/Geburtsname ! my:name('birth', ., $alias/Vornamen)"/>
    <!-- Without a name it could not be asked for, and would be left out without a word, with its nationalities. -->
    <xsl:sequence select="if (exists($names)) then ()
      else if ($alias/Familienname) then my:never($alias/Familienname)
      else if ($alias/Vornamen) then my:never($alias/Vornamen) else ng:required($alias/Vornamen)"/>
    <xsl:sequence select="ng:alias(map{
      'names': array{ $names },
      'birthDate': my:birth($alias/Geburtsdatum),
      'nationalities': array{ my:stated($alias/Staatsangehoerigkeit) ! my:nationality(., 'DESTATIS') } })"/>
  </xsl:function>

  <xsl:function name="my:or">
    <xsl:param name="elements"/>
    <xsl:param name="others"/>
    <xsl:sequence select="if ($elements) then $elements else $others"/>
  </xsl:function>

  <!-- A hyphen stands where somebody has no such name. -->
  <xsl:function name="my:name">
    <xsl:param name="type"/>
    <xsl:param name="surname"/>
    <xsl:param name="given"/>
    <xsl:sequence select="ng:name(map{ 'type': $type, 'surname': my:one($surname), 'given': my:one($given),
      'none': array{ '-' } })"/>
  </xsl:function>

  <!-- Any other word than these two is refused: taken for "no" it could tell of a refugee what is not so. -->
  <xsl:function name="my:yes">
    <xsl:param name="said"/>
    <xsl:sequence select="ng:matching($said, 'ja|nein') = 'ja'"/>
  </xsl:function>

  <!-- 00 stands for a day or month that is not known; clerks of other offices send what they know as in ISO 8601. -->
  <xsl:function name="my:birth">
    <xsl:param name="date"/>
    <xsl:sequence select="ng:birth-date(map{ 'value': my:one($date), 'formats': array{ 'dd.MM.yyyy', 'iso' },
      'estimated': my:yes($date/@geschaetzt) })"/>
  </xsl:function>

  <xsl:function name="my:date">
    <xsl:param name="date"/>
    <xsl:sequence select="ng:date(map{ 'value': my:one($date), 'formats': array{ 'dd.MM.yyyy', 'iso' } })"/>
  </xsl:function>

  <xsl:function name="my:partial">
    <xsl:param name="date"/>
    <xsl:sequence select="ng:date(map{ 'value': my:one($date), 'formats': array{ 'dd.MM.yyyy', 'iso' }, 'partial': true() })"/>
  </xsl:function>

  <xsl:function name="my:nationality">
    <xsl:param name="number"/>
    <xsl:param name="system"/>
    <xsl:sequence select="map{
      'country': if ($system = 'DESTATIS') then ng:code('country', 'DESTATIS', $number)
        else ng:code('country', 'REGISTER', $number),
      'status': if ($number/@nachweis) then ng:code('nationality-status', 'REGISTER', $number/@nachweis) else 'claimed' }"/>
  </xsl:function>

  <!-- Numbers without those that only say that nothing was said. -->
  <xsl:function name="my:stated">
    <xsl:param name="numbers"/>
    <xsl:sequence select="$numbers[not(normalize-space() = ('', '999'))]"/>
  </xsl:function>

  <xsl:function name="my:country">
    <xsl:param name="number"/>
    <xsl:sequence select="ng:code('country', 'DESTATIS', my:stated($number))"/>
  </xsl:function>

  <xsl:function name="my:documents">
    <xsl:param name="person"/>
    <xsl:sequence select="array{ $person/Ausweispapier ! map{
      'type': ng:code('document-type', 'REGISTER', ng:required(Art)),
      'number': ng:required(Nummer),
      'issuer': my:country(Ausstellerstaat),
      'issued': my:partial(Ausgestellt),
      'expires': my:partial(GueltigBis),
      'mrz': array{ Zone/Zeile },
      'authenticity': Echtheit } }"/>
  </xsl:function>
</xsl:stylesheet>
