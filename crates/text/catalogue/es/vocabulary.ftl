# Names of the words the system keeps: one id for each code, `vocabulary-code`.
# vocabulary: role consent compartment submitter identity-mode entry
# vocabulary: need clock
# vocabulary: fear urgency told outcome kind mandate precision



## Why a case was erased

erase-asked-for = Lo pidió alguien que tiene derecho a ello
erase-kept-long-enough = Se guardó tanto tiempo como guardamos estos casos
erase-not-a-report = No es una denuncia: vacía o enviada para tapar otras
erase-ordered = Lo ordenó un tribunal o una autoridad

## Roles at a desk

role-intake = Recepción
role-intake-explained = Lee lo que llega, confirma que llegó y lo pasa a quien llevará el caso.
role-case-officer = Responsable de casos
role-case-officer-explained = Lleva los casos y escribe a las personas que informan.
role-supervisor = Supervisión
role-supervisor-explained = Responde por la mesa: su gente, sus preguntas y quién puede ver cada caso.
role-custodian = Custodia
role-custodian-explained = Guarda los nombres y contactos de quienes informan, aparte de lo que dicen.
role-analyst = Análisis
role-analyst-explained = Ve números y tendencias, pero ningún caso.
role-auditor = Auditoría
role-auditor-explained = Ve quién hizo qué y cuándo, pero no lo que se dijo.
role-administrator = Administración
role-administrator-explained = Mantiene el sistema en marcha. No lee ningún caso.
role-monitor = Seguimiento
role-monitor-explained = Mantiene lo que se sabe de empresas y países, y observa cómo actúan las empresas. No lee ningún caso.

## What may be done with a report

consent-store = Guardar mi informe
consent-store-explained = Guardamos bajo llave lo que envió para poder trabajar en ello. Sin esto no podemos ayudar. Si lo retira, su nombre y cómo contactarle se borran para siempre.
consent-contact = Contactarme
consent-contact-explained = Podemos escribirle o llamarle de la forma que nos dijo. Sin esto solo respondemos en este sitio.
consent-link = Ponerlo junto a otros parecidos
consent-link-explained = Podemos poner su informe junto a otros que cuentan lo mismo. Juntos pesan más. A las otras personas no se les dice nada de usted. Un consejo o la Asociación puede saber entonces de qué empresa y de qué tipo de daño hablan, más o menos cuántas personas son, en qué país y en qué año.
consent-send-to-company = Avisar a la empresa
consent-send-to-company-explained = Podemos contar a la empresa de seguridad lo que pasó, para que responda. No damos su nombre, salvo que usted quiera.
consent-name-to-company = Decir a la empresa quién soy
consent-name-to-company-explained = Podemos decir su nombre a la empresa de seguridad. Entonces puede saber dónde encontrarle. Diga sí solo si se siente a salvo.
consent-send-to-mediator = Informar a una persona mediadora
consent-send-to-mediator-explained = Podemos contar lo que pasó a una persona mediadora, que no está de ningún lado y ayuda a ambos a encontrar una solución. No damos su nombre, salvo que usted quiera.
consent-name-to-mediator = Decir a la persona mediadora quién soy
consent-name-to-mediator-explained = Podemos decir su nombre a la persona mediadora, para que hable con usted.
consent-send-to-icoca = Avisar a la Asociación
consent-send-to-icoca-explained = Podemos pasar su informe a la Asociación que vela por el Código de Conducta de las empresas de seguridad.
consent-send-to-regulator = Avisar a las autoridades
consent-send-to-regulator-explained = Podemos pasar su informe a la oficina pública que da la licencia a las empresas de seguridad.
consent-share-with-cso = Compartir con organizaciones aliadas
consent-share-with-cso-explained = Podemos compartir su informe con otras organizaciones que defienden derechos y guardan secretos como nosotros.
consent-publish-deidentified = Publicar sin nombres
consent-publish-deidentified-explained = Podemos contar su historia en público sin nombres, lugares ni nada que muestre quién es usted.
consent-publish-named = Publicar con mi nombre
consent-publish-named-explained = Podemos contar su historia en público con su nombre. Una vez pública, no se puede retirar de todas partes.
consent-statistics = Contarlo
consent-statistics-explained = Podemos contar su informe en nuestros números. Por un número nadie puede ver quién es usted.
consent-court = Usarlo en un tribunal
consent-court-explained = Podemos entregar su informe a un tribunal o a un abogado si hay un juicio. Quizá le pidan que hable allí.
consent-reach = Abarca: { $scope }. Llega a: { $to }.
consent-since = Permitido desde el { $day }.

## Qué alcanza un uso, y quién lo recibe

data-scope-identity = su nombre y cómo comunicarnos con usted
data-scope-facts = lo que pasó
data-scope-evidence = sus archivos
data-scope-statistics = uno más en un número
recipient-desk = la oficina que eligió
recipient-company = la empresa de seguridad
recipient-mediator = la persona mediadora
recipient-association = la Asociación
recipient-authorities = las autoridades
recipient-organisations = organizaciones aliadas
recipient-public = todo el mundo
recipient-court = tribunales y abogados

## Parts of a case

compartment-identity = Nombre y contacto
compartment-narrative = El informe y los mensajes
compartment-team = Notas del equipo
compartment-room = Lo que se cuenta a otros, y lo que responden
compartment-original = Archivos tal como llegaron
compartment-derivative = Copias hechas de los archivos

## Who reports

submitter-affected = Me pasó a mí
submitter-representative = Hablo por alguien a quien le pasó
submitter-group = Hablo por un grupo de personas
submitter-union = Soy de un sindicato
submitter-ngo = Soy de una organización
submitter-witness = Lo vi o sé de ello
submitter-guard = Soy guardia de seguridad
submitter-other = Otra persona

## How a person wants to be known

identity-mode-named = Pueden usar mi nombre
identity-mode-confidential-to-desk = Solo la mesa puede saber mi nombre
identity-mode-anonymous = No doy mi nombre

## How a report came in

entry-web = Este sitio
entry-phone = Teléfono
entry-letter = Carta
entry-in-person = En persona
entry-email = Correo electrónico
entry-partner = Una organización aliada

## Fear of revenge

fear-none = No, no tengo miedo
fear-some = Me preocupa un poco
fear-high = Sí, tengo mucho miedo

## What makes it urgent

urgency-life = La vida o la salud de alguien está en peligro
urgency-minor = Afecta a un niño o una niña
urgency-ongoing = Todavía está pasando
urgency-evidence-perishing = Las pruebas pueden desaparecer pronto
urgency-none = Nada de esto

## Who was told already

told-company = A la empresa
told-police = A la policía
told-regulator = A las autoridades
told-court = A un tribunal
told-union = A un sindicato
told-media = A periódicos, radio o televisión
told-nobody = A nadie

## What the person wants

outcome-apology = Una disculpa
outcome-compensation = Dinero por el daño
outcome-back-pay = El pago que se debe
outcome-reinstatement = Recuperar el trabajo
outcome-medical-care = Atención médica
outcome-protection = Protección
outcome-stop = Que pare
outcome-investigation = Que se investigue
outcome-policy-change = Que cambien las reglas
outcome-discipline = Que los responsables respondan por ello
outcome-be-heard = Que me escuchen
outcome-other = Otra cosa

## What happened

kind-force = Fuerza o golpes
kind-killing-injury = Muerte o herida grave
kind-torture-ill-treatment = Tortura o trato cruel
kind-sexual-violence = Violencia sexual
kind-detention = Retención o encierro
kind-trafficking-forced-labour = Trata de personas o trabajo forzado
kind-child-labour = Trabajo infantil
kind-discrimination = Recibir peor trato que otras personas
kind-pay-hours = Pago u horas de trabajo
kind-working-conditions = Condiciones de trabajo malas o peligrosas
kind-harassment = Acoso o amenazas
kind-weapons = Armas
kind-property = Daño o robo de bienes
kind-retaliation = Venganza por haber hablado
kind-other = Otra cosa

## How a person agreed that another speaks for them

mandate-written = Por escrito
mandate-thumbprint = Con la huella del pulgar
mandate-audio = En una grabación de voz
mandate-community-meeting = En una reunión de la comunidad
mandate-none = Todavía no

## How sure a date is

precision-exact = Este día exacto
precision-about = Más o menos en esa fecha
precision-month = Este mes
precision-season = Esta época del año
precision-year = Este año
precision-unknown = No se sabe

## What an act of the procedure needs, and what a clock waits for

need-reminded-twice = Dos recordatorios sin respuesta
need-reason = Una razón, en palabras para el equipo
clock-plan = El plan de la empresa
clock-acknowledge = El acuse de recibo
clock-answer = La respuesta prometida

standing-applicant = Solicitante
standing-transitional-member = Miembro en transición
standing-certified-member = Miembro certificado
standing-affiliate = Afiliada
standing-suspended = Suspendida
standing-withdrawn = Se había retirado
standing-terminated = Membresía terminada
standing-not-in = Nunca fue miembro
standing-unknown = No se sabe
guard-force-security-company = Una empresa de seguridad
guard-force-in-house = Guardias del dueño del sitio
guard-force-public = Policía, ejército u otra fuerza pública
guard-force-unknown = No se sabe
door-stands-open = abierta
door-stands-careful = abierta, con cuidado
door-stands-not-first = abierta, pero no la primera
door-stands-tip-only = toma nota y no responde
door-stands-not-known = no se sabe si existe
door-stands-dead = no existe en este país
door-why-for-everybody = para todos
door-why-standing = lo que era la empresa entonces
door-why-standing-to-check = averiguar qué era la empresa entonces
door-why-force = quién lo hizo
door-why-force-to-check = averiguar quién lo hizo
door-why-harm = trata de lo que pasó
door-why-harm-to-check = averiguar qué pasó
door-why-for-workers = para quien trabaja allí
door-why-gives = puede dar lo que desean
door-why-named-here = figura en el perfil del país
door-why-profile-missing = aquí no se conoce el derecho del país
door-why-profile-not-reviewed = el perfil del país no está revisado
door-why-from-memory = de memoria: compruébelo
door-why-no-answer = no responden
door-why-no-such-route = allí no hay tal queja
door-why-not-known-here = aquí no se sabe qué atiende
door-why-in-danger = peligro
door-why-tried = ya se intentó
door-cost-free = gratis
door-cost-fee = hay que pagar una tasa
rules-procedure = Procedimiento
rules-doors = Puertas
rules-figures = Cifras

likely-sure = el mismo nombre
likely-perhaps = quizá
likely-doubtful = dudoso
name-reason-same = nada difiere
name-reason-same-without-legal-form = difiere la forma jurídica
name-reason-word-order = difiere el orden de las palabras
name-reason-joined-words = difieren los espacios
name-reason-trade-words = difieren palabras del oficio
name-reason-other-script = escrito en otra escritura
name-reason-abbreviation = abreviado
name-reason-part-of-name = una parte del nombre
name-reason-spelling = difieren letras
