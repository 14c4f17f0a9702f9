/** More than 5,000 characters of Markdown, as a language model answers a customer. */
export const LONG_ANSWER = `# Caring for your **Blue Mug**

Thank you for asking! Here is everything that keeps a stoneware mug beautiful for years. The short version is in our [care guide](https://example.com/care "Care guide").

## Before the first use

1. Rinse the mug with **warm water**, without soap.
2. Let it dry completely, upside down, on a soft cloth.
3. Check the glaze:
   - a *fine line* is normal
   - a chip is not: [write to us](mailto:shop@example.com)

## Every day

${'Wash the mug by hand with a mild detergent and a soft sponge. The glaze is hard, but the unglazed foot takes up water, so dry it well before you put it away. Coffee and tea leave a thin film after some weeks, which is harmless and easy to remove. '.repeat(3)}

- [x] Soft sponge
- [x] Mild detergent
- [ ] Steel wool
- [ ] Bleach

> **Tip:** fill it with warm water right after your coffee, and nothing dries in.

## What it can take

| Mug | Dishwasher | Microwave | Oven |
|:----|:----------:|:---------:|-----:|
| Blue | yes | yes | up to 200 &deg;C |
| Green | yes | yes | no |
| **Gold rim** | no | no | no |

${'A dishwasher does not harm the plain mugs, if they stand apart and do not knock against each other. Choose a short program of at most 60 degrees, and skip the rinse aid with citric acid, which makes some glazes dull over time. '.repeat(3)}

## Stains

Mix two spoons of baking soda with a little water, and leave it in the mug for an hour:

\`\`\`text
2 tbsp   baking soda
3 tbsp   water, warm
wait 60 minutes, then rinse
\`\`\`

${'If a dark ring stays, repeat it once; it never needs more than two rounds. Do not scratch it away: what looks like a stain in the glaze is often metal from a spoon, and a drop of the paste on a soft cloth takes it off in seconds. '.repeat(3)}

## Sudden heat and cold

${'Stoneware does not like shocks. Do not pour boiling water into a mug that comes from the refrigerator, and do not put a hot one under cold water. Let it reach the temperature of the room first; ten minutes are enough. '.repeat(3)}

1. From the refrigerator: wait ten minutes.
2. From the oven: put it on *wood*, not on stone.
3. In the microwave: never empty[^1].

[^1]: An empty mug gets hotter than a full one, because nothing takes up the heat.

## If something breaks

${'Send us a picture of the mug in this chat, together with the number of your order, and we will see what we can do. Within two years we replace every mug that breaks in normal use, and we pay for the parcel both ways. '.repeat(4)}

- **Order number:** in the mail that began with "Thank you"
- **Warranty:** 24 months, see <https://example.com/warranty>
- **Spare parts:** lids and handles from &euro;4 &mdash; ask here

Is there anything else that I can help you with?`;
