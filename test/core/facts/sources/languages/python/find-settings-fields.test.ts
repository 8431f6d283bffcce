import { describe, expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

describe('variables of pydantic settings', () => {
  it.each([
    ['a field without a default is required', 'class S(BaseSettings):\n    api_key: str\n', ['API_KEY@2:5']],
    [
      'one with a default is not',
      'class S(BaseSettings):\n  a: str = "x"\n  b: int | None = None\n',
      ['A?@2:3', 'B?@3:3'],
    ],
    [
      'names stand behind the prefix',
      'class S(BaseSettings):\n  url: str\n  model_config = SettingsConfigDict(env_prefix="SHOP_")\n',
      ['SHOP_URL@2:3'],
    ],
    [
      'an inner Config has the prefix as well',
      "class S(BaseSettings):\n  url: str\n\n  class Config:\n    env_prefix = 'SHOP_'\n    extra: str = ''\n",
      ['SHOP_URL@2:3'],
    ],
    [
      'another name is told',
      'class S(BaseSettings):\n  a: str = Field(..., validation_alias="STRIPE_KEY")\n  b: str = Field(\n    default="",\n    alias="B_KEY",\n  )\n',
      ['STRIPE_KEY@2:3', 'B_KEY?@3:3'],
    ],
    ['the class may have other parents', 'class S(Shared, pydantic.BaseSettings):\n\tkey: str\n', ['KEY@2:2']],
    [
      'documentation is none',
      'class S(BaseSettings):\n    """Of the shop.\n\nnote: all\n    note: all\n    """\n\n    # key: str\n    key: str\n',
      ['KEY@9:5'],
    ],
    [
      'the class ends where the indent does',
      'class S(BaseSettings):\n    key: str\n\ndef f():\n    other: str = ""\n',
      ['KEY@2:5'],
    ],
    [
      'what the class itself has is none',
      'class S(BaseSettings):\n    kinds: ClassVar[list[str]] = []\n    key: str\n\n    def url(self) -> str:\n        x: str = ""\n',
      ['KEY@3:5'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(readSignals('python', 'env', text)).toEqual(expected);
  });

  it.each([
    'class S(BaseModel):\n    key: str\n',
    'settings: BaseSettings\nkey: str\n',
    '# class S(BaseSettings):\nkey: str\n',
  ])('are not found in %j', (text) => expect(readSignals('python', 'env', text)).toEqual([]));
});
