"""The first of the tries that an address's count is made of"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('console_throttle', sa.Column('since', sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column('console_throttle', 'since')
