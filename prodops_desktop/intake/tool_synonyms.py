"""How headers name the fields of tools, their contracts, their seats and their use; written as in :mod:`synonyms`."""

TOOL_SYNONYMS = {
    "tool": """
        tool | tool name | application | application name | app | app name | software | software name | saas | saas tool | saas app
        saas product | product tool | tool product | system name | software product | anwendung | werkzeug | programm | outil | logiciel
        nom de l outil | herramienta | aplicacion | programa
    """,
    "vendor": """
        vendor | vendor name | supplier | supplier name | provider | publisher | manufacturer | seller name | reseller | lieferant
        anbieter | hersteller | fournisseur | editeur | proveedor | fabricante
    """,
    "category": """
        category | tool category | software category | tool type | software type | use case category | kategorie | categorie | categoria
    """,
    "tool_owner": """
        owner | tool owner | business owner | product owner | application owner | contract owner | internal owner | responsible
        responsible person | admin | administrator | verantwortlich | besitzer | inhaber | responsable | proprietaire | propietario
    """,
    "tool_status": """
        status | tool status | state | lifecycle status | contract status | zustand | statut | estado
    """,
    "capabilities": """
        capabilities | capability | features covered | functions | what it does | faehigkeiten | funktionen | capacites | fonctions
        capacidades | funciones
    """,
    "reference": """
        contract | contract no | contract number | contract id | contract reference | contract ref | reference | po | po number
        purchase order | order number | agreement | agreement no | vertrag | vertragsnummer | vertragsnr | bestellnummer
        numero de contrat | contrat | numero de contrato | contrato
    """,
    "starts": """
        start | start date | starts | starts on | contract start | contract start date | term start | from | valid from | effective
        effective date | effective from | begin | beginn | vertragsbeginn | laufzeitbeginn | gueltig ab | debut | debut du contrat
        inicio | fecha de inicio | inicio de contrato
    """,
    "ends": """
        end | end date | ends | ends on | contract end | contract end date | term end | term end date | to | valid to | valid until
        expiry | expiry date | expires | expires on | expiration | expiration date | subscription end | ende | vertragsende
        laufzeitende | gueltig bis | ablaufdatum | fin | fin du contrat | date de fin | echeance
        fin de contrato | vencimiento | fecha de fin
    """,
    "renews_on": """
        renewal | renewal date | renews on | next renewal | next renewal date | renewal on | renew date | verlaengerung am
        verlaengerungsdatum | date de renouvellement | fecha de renovacion
    """,
    "auto_renew": """
        auto renew | auto renews | auto renewal | autorenew | automatic renewal | automatically renews | renews automatically
        renews itself | evergreen | automatische verlaengerung | verlaengert sich automatisch | renouvellement automatique
        tacite reconduction | renovacion automatica
    """,
    "renewal_term": """
        renewal term | renewal period | renews for | renewal length | extension | extension period | extension term | renewal term months
        verlaengerung | verlaengerungszeitraum | duree de renouvellement | periodo de renovacion
    """,
    "on_working_day": """
        on working day | working day | business day | last business day | last working day | arbeitstag | jour ouvre | dia laborable
    """,
    "price": """
        amount | annual | annual cost | annual amount | annual price | annual fee | annual spend | annual value | annual contract value
        yearly cost | yearly amount | yearly fee | cost per year | price per year | cost | total cost | price | fee | spend | contract value
        acv | jahreskosten | jahresbetrag | kosten | preis | betrag | cout annuel | montant annuel | cout | montant | prix | coste anual
        importe anual | coste | importe | precio
    """,
    "monthly_price": """
        monthly cost | monthly amount | monthly price | monthly fee | monthly spend | cost per month | price per month | monatskosten
        monatsbetrag | cout mensuel | montant mensuel | coste mensual | importe mensual
    """,
    "seat_price": """
        price per seat | cost per seat | seat price | seat cost | price per user | cost per user | price per licence | cost per licence
        price per license | cost per license | unit price | unit cost | annual price per seat | annual cost per seat
        price per seat per year | monthly price per seat | monthly cost per seat | price per seat per month | price per user per month
        price per user per year | preis pro nutzer | preis pro lizenz | stueckpreis | prix par utilisateur | precio por usuario
    """,
    "amount_per": """
        amount per | per | billing | billing period | billing cycle | billed | payment | payment frequency | payment terms | zahlungsweise
        abrechnung | facturation | periodicite | facturacion | periodicidad
    """,
    "basis": """
        basis | price basis | pricing basis | pricing | pricing model | price model | licence basis | license basis | licence type
        license type | charged by | preisbasis | preismodell | lizenztyp | base de prix | modele de prix | base de precio
    """,
    "uplift": """
        uplift | uplift percent | annual uplift | price increase | price increase percent | renewal uplift | indexation | escalator
        increase at renewal | preiserhoehung | augmentation | aumento | aumento de precio
    """,
    "lead_times": """
        lead times | lead time | approval lead time | approval time | time to decide | vorlaufzeit | vorlauf | delai interne | plazo interno
    """,
    "contract_note": """
        contract note | contract notes | contract comment | remarks on contract | vertragsnotiz | note du contrat | nota del contrato
    """,
    "active_days": """
        active days window | active within days | counts as active within days | active window | active window days
    """,
    "use_for": """
        use it for | use for | used for | use case | use cases | best for | what it is for | verwenden fuer | utiliser pour | usar para
    """,
    "avoid": """
        don t use it for | do not use it for | don t | do not use for | don t use for | avoid | not for | nicht verwenden fuer
        ne pas utiliser pour | no usar para
    """,
    "start_how": """
        how to start | getting started | how to get access | onboarding | first steps | so faengt man an | pour commencer | como empezar
    """,
    "card_owner": """
        card owner | best practice owner | guide owner | practice owner | owner of the card
    """,
    "reviewed": """
        reviewed | reviewed on | last reviewed | last review | review date | card reviewed | geprueft | geprueft am | revu le | revisado
    """,
    "credential": """
        credential kept in | credential | credentials | where the credential is kept | admin secret kept in | password kept in | vault
    """,
    "tool_note": """
        note | notes | comment | comments | remark | remarks | notiz | bemerkung | remarque | commentaire | nota | comentario
    """,
    "purchased": """
        purchased | seats purchased | bought | seats bought | bought seats | licences bought | licenses bought | licensed | entitled
        total seats | seats total | capacity | gekauft | lizenzen gekauft | achetes | licences achetees | comprados | licencias compradas
    """,
    "assigned": """
        assigned | seats assigned | assigned seats | used seats | seats used | allocated | provisioned | seats taken | zugewiesen | vergeben
        attribues | assignes | asignados
    """,
    "active": """
        active | active seats | active users | seats active | users active | monthly active users | mau | aktiv | aktive nutzer | actifs
        utilisateurs actifs | activos | usuarios activos
    """,
    "month_cost": """
        cost | month cost | cost of month | spend | invoice | invoiced | amount | kosten | cout | coste
    """,
    "person": """
        person | user | user name | username | name | full name | email | e mail | email address | e mail address | mail | login | member
        member email | seat holder | assignee | employee | mitarbeiter | nutzer | benutzer | utilisateur | membre | usuario | persona
        correo
    """,
    "team": """
        team | department | group name | business unit | cost center | cost centre | abteilung | kostenstelle | equipe | departement
        equipo | departamento
    """,
    "licence": """
        licence | license | licence type | license type | seat type | role | access level | permission | plan | edition | lizenz | rolle
        licence attribuee | licencia | rol
    """,
    "assigned_on": """
        assigned on | assigned at | added | added on | added at | date added | invited | invited on | joined | joined on | created
        created on | created at | member since | provisioned on | seat since | hinzugefuegt | zugewiesen am | ajoute le | anadido
    """,
    "last_active_on": """
        last active on | last active | last activity | last activity on | last seen | last seen on | last login | last log in
        last logged in | last used | last sign in | last access | zuletzt aktiv | letzte anmeldung | letzte aktivitaet
        derniere activite | derniere connexion | ultima actividad | ultimo acceso
    """,
}
