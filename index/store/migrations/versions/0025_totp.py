"""The second factor of users of the console who chose one"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'console_totp',
        sa.Column('user', sa.String(), nullable=False),
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.Column('recovery', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['user'], ['console_user.name'], name=op.f('fk_console_totp_user_console_user')),
        sa.PrimaryKeyConstraint('user', name=op.f('pk_console_totp')),
    )


def downgrade() -> None:
    op.drop_table('console_totp')
