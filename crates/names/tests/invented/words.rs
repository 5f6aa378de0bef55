//! What names are made of, in each language.

use super::{Part, Role, Tongue, rng::Rng, romanise};

/// Dictionary words that such companies like, places, words of the trade (in the order in which they are used), legal forms.
struct Material {
    nouns: &'static str,
    traits: &'static str,
    places: &'static str,
    trade: &'static str,
    legal: &'static str,
}

fn material(tongue: Tongue) -> Material {
    match tongue {
        Tongue::Arabic => Material {
            nouns: "+صaقر +نaسر +دiرع +حiصن +فAرiس +بaرق +نaجم +قaلعaة +سaيف +أaسaد +فaهد +رAيaة +جaبaل +بaحر +نUر +هiلAل +وAحaة +بaدر +شAهiن +نaمiر",
            traits: "+أaزرaق +ذaهaبI +كaبIر +أaمIن +قaوI +سaرIع +جaدIد +عAلI +أaخضaر +مuتaحiد",
            places: "بaغدAد بaصرaة دiمaشق حaلaب بaيرUت عaمAن قAهiرaة خaرطUم طaرAبuلuس بiنغAزI صaنعAء عaدaن دuبaي مaسقaط كuوaيت مaوصiل أaربIل جiدaة",
            trade: "لiلأaمن|لiلحiرAسaة|لiلحiرAسAت +أaمنiيaة|لiلخaدaمAت +أaمنiيaة|لiلحiمAيaة|لiلأaمن وaالحiرAسaة",
            legal: "شaرiكaة|مuؤaسaسaة|مaجمUعaة|",
        },
        Tongue::Russian => Material {
            nouns: "Щит Гранит Беркут Сокол Витязь Рубеж Застава Вымпел Дозор Барс Кречет Панцирь Бастион Монолит Феникс Ястреб Легион Полюс Редут Крепость",
            traits: "Северный Стальной Белый Чёрный Новый Южный Красный Железный Верный Старый Горный Морской",
            places: "Тверь Казань Омск Пермь Рязань Якутск Киев Харьков Одесса Минск Алматы Бишкек Душанбе Тамбов Чита Самара",
            trade: "Охрана|Безопасность|Секьюрити|охранное агентство|группа|сервис|охранное предприятие",
            legal: "ООО|ЗАО|ЧОП|ООО ЧОП|АО|ТОО",
        },
        Tongue::French => Material {
            nouns: "Sentinelle Bouclier Rempart Faucon Rocher Donjon Tonnerre Éclair Panthère Lion Phare Château Chevalier Aigle Étoile Forêt Baobab Fleuve Épée Citadelle",
            traits: "Bleu Doré Royal Noir Vaillant Blanche Rapide Fidèle Africain Nouveau Ancien Suprême",
            places: "Bamako Dakar Abidjan Lomé Cotonou Niamey Kinshasa Douala Conakry Libreville Bangui Goma Tunis Alger Lyon Lille Nantes",
            trade: "Sécurité|Gardiennage|Surveillance|Protection Services|Sécurité Privée|Gardiennage et Sécurité|Services de Sécurité",
            legal: "SARL|SA|SAS|SARLU|SUARL",
        },
        Tongue::Spanish => Material {
            nouns: "Escudo Halcón Centinela Fortaleza Jaguar Cóndor Castillo Trueno Águila Puma Muralla Faro Guerrero Volcán Quetzal Lobo Relámpago Espada Torre Bravo",
            traits: "Azul Dorado Real Negro Valiente Blanco Veloz Nuevo Andino Supremo Ágil Leal",
            places: "Bogotá Medellín Lima Cusco Quito Guayaquil Caracas Managua Tegucigalpa Oaxaca Puebla Mérida Sucre Córdoba Rosario Iquitos",
            trade: "Seguridad|Vigilancia|Seguridad Privada|Vigilancia y Seguridad|Servicios de Seguridad|Protección|Custodia",
            legal: "S.A.|S.A. de C.V.|S.R.L.|Ltda.|S.A.S.|Cía. Ltda.",
        },
        Tongue::Swahili => Material {
            nouns: "Simba Chui Ngao Mlima Tembo Kifaru Jogoo Nyota Radi Mwamba Bahari Mkuki Upanga Tai Duma Jua Ngome Kisiwa Nguzo Shujaa",
            traits: "Nyeusi Kubwa Imara Haraka Nyekundu Jasiri Hodari Mweupe Kuu Mpya Salama Bora",
            places: "Mombasa Kisumu Arusha Dodoma Mwanza Tanga Nakuru Eldoret Kigoma Bukavu Bujumbura Lamu Zanzibar Mbeya Morogoro Kitale",
            trade: "Security|Guards|Ulinzi|Security Services|Security Guards|Walinzi|Protection Services",
            legal: "Ltd|Limited|Co. Ltd|Company Limited",
        },
        Tongue::English => Material {
            nouns: "Eagle Shield Lion Falcon Rock Tower Guardian Knight Castle Hawk Panther Thunder Anchor Harbour Beacon Wolf River Stone Bridge Forest",
            traits: "Black Golden Royal Silver Northern Iron White Swift Western Brave Blue Noble",
            places: "Lagos Accra Kampala Lusaka Harare Durban Freetown Monrovia Abuja Kabul Karachi Lahore Dhaka Colombo Manila Nairobi",
            trade: "Security|Guards|Security Services|Protection|Security Group|Risk Management|Guarding Services",
            legal: "Ltd|Limited|PLC|(Pty) Ltd|LLC|Inc.|Pvt Ltd",
        },
    }
}

/// The words that tell a company apart: of a dictionary with a place, or coined, or both.
pub fn own(rng: &mut Rng, tongue: Tongue) -> Vec<Part> {
    let material = material(tongue);
    let part = |text: String, role| Part { text, role };
    let common = |rng: &mut Rng, of: &str| {
        part(
            rng.pick(&of.split(' ').collect::<Vec<_>>()).to_owned(),
            Role::Common,
        )
    };
    let place = |rng: &mut Rng| {
        part(
            rng.pick(&material.places.split(' ').collect::<Vec<_>>())
                .to_owned(),
            Role::Place,
        )
    };
    match rng.below(100) {
        0..15 => vec![
            common(rng, material.nouns),
            common(rng, material.traits),
            place(rng),
        ],
        15..50 => vec![
            common(rng, material.nouns),
            part(coined(rng, tongue, 3), Role::Coined),
        ],
        50..75 => vec![part(coined(rng, tongue, 3), Role::Coined), place(rng)],
        _ => vec![part(coined(rng, tongue, 4), Role::Coined)],
    }
}

/// A word that nobody had before, as words of the language go.
fn coined(rng: &mut Rng, tongue: Tongue, syllables: usize) -> String {
    let latin = |rng: &mut Rng, starts: &str, vowels: &str, ends: &str| {
        let starts: Vec<&str> = starts.split(' ').collect();
        let vowels: Vec<&str> = vowels.split(' ').collect();
        let ends: Vec<&str> = ends.split(' ').collect();
        let mut word = String::new();
        let syllables = syllables - rng.below(2);
        for _ in 0..syllables {
            word += rng.pick(&starts);
            word += rng.pick(&vowels);
        }
        if ends.len() > 1 {
            word += rng.pick(&ends);
        }
        capital(&word)
    };
    match tongue {
        Tongue::Arabic => arabic(rng, syllables),
        Tongue::Russian => latin(
            rng,
            "б в г д ж з к л м н п р с т ч ш гр ст пр др вл кр бл",
            "а о е и у ы ю я о а",
            "н в к й р ск ль т",
        ),
        Tongue::French => latin(
            rng,
            "b c d f g l m n p r s t v ch br tr gr pl qu j ph",
            "a e i o ou é eau ai on an u",
            "lle sse t x r ne l tte s",
        ),
        Tongue::Spanish => latin(
            rng,
            "b c d f g l m n p r s t v z ll j ch qu h gu tr br",
            "a e i o a o ue ía ó",
            "n l s z r do ta",
        ),
        Tongue::Swahili => latin(
            rng,
            "b ch d f g h j k l m n p r s t w z mb nd ng sh mw ny",
            "a e i o u",
            "x",
        ),
        Tongue::English => latin(
            rng,
            "b c d f g h k l m n p r s t w st br th sh cl gr",
            "a e i o u ee oo ay",
            "n r ck ll t ston ford s",
        ),
    }
}

/// A word from three consonants and a pattern; two such for a long name.
fn arabic(rng: &mut Rng, syllables: usize) -> String {
    const ROOT: &str = "بتثجحخدذرزسشصضطظعغفقكلمنه";
    const PATTERNS: [&str; 12] = [
        "1A2i3",
        "1a2I3",
        "1a2~A3",
        "مu1a2~i3",
        "مa12a3",
        "1u2U3",
        "1a2A3aة",
        "مu1A2i3",
        "1i2A3",
        "1a23An",
        "تa12I3",
        "1a2I3aة",
    ];
    let word = |rng: &mut Rng| {
        let mut root: Vec<char> = Vec::new();
        while root.len() < 3 {
            let letter = rng.letter(ROOT);
            if root.last() != Some(&letter) {
                root.push(letter);
            }
        }
        let pattern = rng.pick(&PATTERNS).replace('n', "ن");
        let put = |c: char| c.to_digit(10).map_or(c, |at| root[at as usize - 1]);
        format!("+{}", pattern.chars().map(put).collect::<String>())
    };
    match syllables > 3 || rng.chance(40) {
        true => format!("{} {}", word(rng), word(rng)),
        false => word(rng),
    }
}

pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn parts(text: &str, role: Role) -> Vec<Part> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    words
        .map(|word| Part {
            text: word.to_owned(),
            role,
        })
        .collect()
}

pub fn trade(rng: &mut Rng, tongue: Tongue) -> Vec<Part> {
    let choices: Vec<&str> = material(tongue).trade.split('|').collect();
    parts(rng.pick(&choices), Role::Trade)
}

pub fn legal(rng: &mut Rng, tongue: Tongue) -> Vec<Part> {
    let choices: Vec<&str> = material(tongue).legal.split('|').collect();
    parts(rng.pick(&choices), Role::Legal)
}

/// In the order of the language.
pub fn arrange(tongue: Tongue, own: &[Part], trade: &[Part], legal: &[Part]) -> Vec<Part> {
    match tongue {
        Tongue::Arabic => [legal, own, trade].concat(),
        Tongue::Russian => [legal, trade, own].concat(),
        Tongue::Spanish | Tongue::French if trade.len() > 1 => [trade, own, legal].concat(),
        _ => [own, trade, legal].concat(),
    }
}

pub fn written(tongue: Tongue, parts: &[Part]) -> String {
    let word = |part: &Part| match tongue {
        Tongue::Arabic => romanise::arabic_written(&part.text),
        _ => part.text.clone(),
    };
    parts.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// First letters, without the legal form. In Arabic, where nobody does that, the own words alone.
pub fn acronym(tongue: Tongue, parts: &[Part]) -> String {
    if tongue == Tongue::Arabic {
        let own: Vec<Part> = { parts.iter() }
            .filter(|part| part.role != Role::Trade && part.role != Role::Legal)
            .cloned()
            .collect();
        return written(tongue, &own);
    }
    let told = parts.iter().filter(|part| part.role != Role::Legal);
    let first = told.filter_map(|part| part.text.chars().next());
    first.filter(|c| c.is_uppercase()).collect()
}
